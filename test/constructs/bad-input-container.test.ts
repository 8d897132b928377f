import { Duration, Size } from 'cdk8s';
import { Cpu, EnvValue, Probe, Secret } from 'cdk8s-plus-27';
import {
  AppArmorProfile, Port, Probes, ResourceAmounts, Resources, Run, SecretFiles, SecureWorkload, SecureWorkloadProps, VolumeClaim,
} from '../../src';
import { eachIsRefused } from '../support/bad-input';
import { newChart, only, synth } from '../support/synth';

const image = 'registry.example.com/app:1.4';

function made(props: Partial<SecureWorkloadProps> = {}): SecureWorkload {
  return new SecureWorkload(newChart(), 'app', { image, port: 8080, ...props });
}

describe('a port is refused', () => {
  eachIsRefused([
    ['that is zero', () => made({ port: 0 }), 'Port: must be a whole number from 1 to 65535 (got 0). Take the port on which the program listens.'],
    ['above 65535', () => made({ port: 70000 }), 'Port: must be a whole number from 1 to 65535 (got 70000). Take the port on which the program listens.'],
    ['that is no whole number', () => Port.tcp(1.5), 'Port: must be a whole number from 1 to 65535 (got 1.5). Take the port on which the program listens.'],
    ['that is no number', () => Port.udp(NaN), 'Port: must be a whole number from 1 to 65535 (got NaN). Take the port on which the program listens.'],
    ['with a name of 16 letters', () => Port.tcp(8080, { name: 'a-very-long-name' }), 'Port 8080: name must be at most 15 characters of a-z, 0-9 and -, with a letter (got "a-very-long-name"). Shorten it, such as http or grpc.'],
    ['with a name in upper case', () => Port.tcp(8080, { name: 'HTTP' }), 'Port 8080: name must be at most 15 characters of a-z, 0-9 and -, with a letter (got "HTTP"). Shorten it, such as http or grpc.'],
    ['with a name of digits only', () => Port.tcp(8080, { name: '8080' }), 'Port 8080: name must be at most 15 characters of a-z, 0-9 and -, with a letter (got "8080"). Shorten it, such as http or grpc.'],
    ['with two dashes in its name', () => Port.tcp(8080, { name: 'a--b' }), 'Port 8080: name must be at most 15 characters of a-z, 0-9 and -, with a letter (got "a--b"). Shorten it, such as http or grpc.'],
    ['with a Service port of zero', () => Port.tcp(8080, { servicePort: 0 }), 'Port 8080 servicePort: must be a whole number from 1 to 65535 (got 0). Take the port of the Service, such as 80.'],
    ['that is there twice', () => made({ ports: [Port.tcp(8080)] }), 'test/app container "main": port TCP must not be used twice in one pod (got 8080). The containers of a pod share one network: take another port.'],
    ['whose name is there twice', () => made({ port: undefined, ports: [Port.tcp(1, { name: 'http' }), Port.tcp(2, { name: 'http' })] }), 'test/app container "main": a port name must not be used twice in one pod (got "http"). Give the second port a name of its own.'],
    ['whose Service port is there twice', () => made({ ports: [Port.tcp(9090, { servicePort: 8080 })] }), 'test/app: servicePort TCP must not be used twice (got 8080). Give port 9090 a servicePort of its own.'],
    ['that another container of the pod has', () => made().addContainer('exporter', { image, port: 8080 }), 'test/app container "exporter": port TCP must not be used twice in one pod (got 8080). The containers of a pod share one network: take another port.'],
  ]);
});

describe('a container is refused', () => {
  const hostile = 'evil"; name: \u001b[31m';
  eachIsRefused([
    ['without a name', () => made({ containerName: '' }), 'test/app: a container name must be a DNS-1123 label of at most 63 characters (got ""). Use a-z, 0-9 and -.'],
    ['in upper case', () => made({ containerName: 'Main' }), 'test/app: a container name must be a DNS-1123 label of at most 63 characters (got "Main"). Use a-z, 0-9 and -.'],
    ['with a name that is code', () => made().addContainer(hostile, { image }), 'test/app: a container name must be a DNS-1123 label of at most 63 characters (got "evil\\"; name: \\u001b[31m"). Use a-z, 0-9 and -.'],
    ['with the name of the main one', () => made().addContainer('main', { image, port: 9090 }), 'test/app: a container name must not be used twice (got "main"). Give the second container a name of its own.'],
    ['with the name of a sidecar', () => {
      const workload = made();
      workload.addSidecar('proxy', { image });
      workload.addInitContainer('proxy', { image });
    }, 'test/app: a container name must not be used twice (got "proxy"). Give the second container a name of its own.'],
    ['with an environment variable that begins with a digit', () => made({ envVariables: { '1ST': EnvValue.fromValue('x') } }), 'test/app container "main": an environment variable must be named with letters, digits, _, - and ., and not begin with a digit (got "1ST"). Rename it, such as LOG_LEVEL.'],
    ['with an environment variable with an equals sign', () => made({ envVariables: { 'A=B': EnvValue.fromValue('x') } }), 'test/app container "main": an environment variable must be named with letters, digits, _, - and ., and not begin with a digit (got "A=B"). Rename it, such as LOG_LEVEL.'],
    ['with an environment variable without a name', () => made({ envVariables: { '': EnvValue.fromValue('x') } }), 'test/app container "main": an environment variable must be named with letters, digits, _, - and ., and not begin with a digit (got ""). Rename it, such as LOG_LEVEL.'],
  ]);

  test('only for what is wrong: any DNS label is a name', () => {
    const chart = newChart();
    const resources = Resources.of({ cpu: Cpu.units(1), memory: Size.mebibytes(64) });
    new SecureWorkload(chart, 'app', { image, port: 8080, containerName: 'constructor', resources });
    expect(only(synth(chart), 'Deployment').spec.template.spec.containers[0]).toMatchObject({ name: 'constructor', resources: { limits: { cpu: '1' } } });
  });
});

describe('probes are refused', () => {
  const probe = Probe.fromCommand(['/healthy']);
  eachIsRefused([
    ['with a path that is no path', () => Probes.http('healthz'), 'Probes.http: path must begin with / (got "healthz"). Write the path that the program answers, such as /healthz.'],
    ['with a command of nothing', () => Probes.command([]), "Probes.command: command must be a list of texts, and not empty (got []). Name the program and its arguments, as ['/healthy', '--quick']."],
    ['at a port that is none', () => Probes.grpc({ port: 65536 }), 'Probes port: must be a whole number from 1 to 65535 (got 65536). Take the port on which the program listens.'],
    ['with no time between them', () => Probes.tcp({ period: Duration.seconds(0) }), 'Probes: period must be whole seconds, and one at least (got 0). Write it as Duration.seconds(10).'],
    ['with half a second between them', () => Probes.tcp({ period: Duration.millis(500) }), 'Probes: period must be whole seconds, and one at least (got 0.5). Write it as Duration.seconds(10).'],
    ['for a start that takes no time', () => Probes.tcp({ slowStart: Duration.minutes(0) }), 'Probes: slowStart must be whole seconds, and one at least (got 0). Write it as Duration.seconds(10).'],
    ['that are missing where there is no port', () => made({ port: undefined }), 'test/app container "main": probes must say how to tell that it is well (got nothing). It has no TCP port to open: take Probes.command or Probes.of, or waive readiness-probe and liveness-probe.'],
    ['that are missing where only UDP is spoken', () => made({ port: undefined, ports: [Port.udp(53)] }), 'test/app container "main": probes must say how to tell that it is well (got nothing). It has no TCP port to open: take Probes.command or Probes.of, or waive readiness-probe and liveness-probe.'],
    ['over HTTP where only UDP is spoken', () => made({ port: undefined, ports: [Port.udp(53)], probes: Probes.http('/healthz') }), 'test/app container "main": probes must have a TCP port (got nothing). Give the container a port, or probe by Probes.command.'],
    ['of an init container', () => made().addInitContainer('first', { image, probes: Probes.tcp() }), 'test/app container "first": init containers have no probes (got "probes"). Leave probes out.'],
    ['of cdk8s-plus on a sidecar', () => made().addSidecar('proxy', { image, probes: Probes.of({ readiness: probe, liveness: probe }) }), 'test/app container "proxy": the probes of a sidecar cannot be those of cdk8s-plus-27 (got "probes"). Take Probes.http, grpc, tcp or command.'],
  ]);

  test('nowhere that a TCP port comes after one of UDP: that is the one they open', () => {
    const chart = newChart();
    new SecureWorkload(chart, 'dns', { image, ports: [Port.udp(53), Port.tcp(8053)] });
    expect(only(synth(chart), 'Deployment').spec.template.spec.containers[0].readinessProbe.tcpSocket).toEqual({ port: 8053 });
  });
});

describe('a path is refused', () => {
  const writing = (...writablePaths: string[]): unknown => made({ writablePaths });
  const secret = Secret.fromSecretName(newChart(), 'secret', 'database');
  const files = (mountPath: string, ...keys: string[]): SecretFiles => SecretFiles.of(secret, { mountPath, keys });
  eachIsRefused([
    ['that is relative', () => writing('tmp'), 'test/app container "main": a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got "tmp"). Write the directory as the program names it, such as /tmp.'],
    ['that is empty', () => writing(''), 'test/app container "main": a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got ""). Write the directory as the program names it, such as /tmp.'],
    ['that leaves its directory', () => writing('/tmp/../etc'), 'test/app container "main": a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got "/tmp/../etc"). Write the directory as the program names it, such as /tmp.'],
    ['that stays in its directory', () => writing('/tmp/./cache'), 'test/app container "main": a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got "/tmp/./cache"). Write the directory as the program names it, such as /tmp.'],
    ['with two slashes', () => writing('/tmp//cache'), 'test/app container "main": a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got "/tmp//cache"). Write the directory as the program names it, such as /tmp.'],
    ['with a slash at its end', () => writing('/tmp/'), 'test/app container "main": a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got "/tmp/"). Write the directory as the program names it, such as /tmp.'],
    ['with a colon', () => writing('/tmp:rw'), 'test/app container "main": a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got "/tmp:rw"). Write the directory as the program names it, such as /tmp.'],
    ['with a backslash', () => writing('C:\\temp'), 'test/app container "main": a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got "C:\\\\temp"). Write the directory as the program names it, such as /tmp.'],
    ['that is the root', () => writing('/'), 'test/app container "main": a mount path must not be /, /proc, /sys, /dev or below (got "/"). Take the directory that the program writes to.'],
    ['of the kernel', () => writing('/proc'), 'test/app container "main": a mount path must not be /, /proc, /sys, /dev or below (got "/proc"). Take the directory that the program writes to.'],
    ['below one of the kernel', () => writing('/sys/kernel'), 'test/app container "main": a mount path must not be /, /proc, /sys, /dev or below (got "/sys/kernel"). Take the directory that the program writes to.'],
    ['that is there twice', () => writing('/tmp', '/tmp'), 'test/app container "main": a path must not be mounted twice (got "/tmp"). Leave one of writablePaths, secrets, volumeMounts and volumeClaims out.'],
    ['at which a secret is mounted already', () => made({ writablePaths: ['/etc/database'], secrets: [files('/etc/database', 'password')] }), 'test/app container "main": a path must not be mounted twice (got "/etc/database"). Leave one of writablePaths, secrets, volumeMounts and volumeClaims out.'],
    ['at which a disk is mounted already', () => made({
      writablePaths: ['/data'], run: Run.statefulSet({ volumeClaims: [VolumeClaim.of('data', { mountPath: '/data', size: Size.gibibytes(1) })] }),
    }), 'test/app container "main": a path must not be mounted twice (got "/data"). Leave one of writablePaths, secrets, volumeMounts and volumeClaims out.'],
    ['of a size of nothing', () => made({ writablePaths: ['/tmp'], writablePathSize: Size.mebibytes(0) }), 'test/app container "main": writablePathSize must be whole mebibytes above zero (got "0"). Write it as Size.mebibytes(64).'],
    ['of a size that is no number of mebibytes', () => made({ writablePaths: ['/tmp'], writablePathSize: Size.kibibytes(1) }), 'test/app container "main": writablePathSize must be whole mebibytes above zero (got "1Ki"). Write it as Size.mebibytes(64).'],
    ['of a secret without keys', () => files('/etc/database'), 'SecretFiles of database: keys must not be empty (got []). Name each key that the container needs.'],
    ['of a secret, by a key that leaves the directory', () => files('/etc/database', '../password'), 'SecretFiles of database: a key must be made of letters, digits, -, _ and ., and not begin with .. (got "../password"). Name the key as it stands in the secret.'],
    ['of a secret, by a key that is the directory above', () => files('/etc/database', '..'), 'SecretFiles of database: a key must be made of letters, digits, -, _ and ., and not begin with .. (got ".."). Name the key as it stands in the secret.'],
    ['of a secret, by an empty key', () => files('/etc/database', ''), 'SecretFiles of database: a key must be made of letters, digits, -, _ and ., and not begin with .. (got ""). Name the key as it stands in the secret.'],
    ['of a secret, in the directory of devices', () => files('/dev', 'password'), 'SecretFiles of database: a mount path must not be /, /proc, /sys, /dev or below (got "/dev"). Take the directory that the program writes to.'],
  ]);

  test('only for what is wrong: paths that differ in signs, or at their end, get volumes of their own', () => {
    const chart = newChart();
    const long = `/${'very-long-name/'.repeat(5)}`;
    new SecureWorkload(chart, 'app', { image, port: 8080, writablePaths: ['/home/cache', '/home/.cache', `${long}a`, `${long}b`] });
    const { containers: [{ volumeMounts }], volumes } = only(synth(chart), 'Deployment').spec.template.spec;
    expect(volumeMounts.slice(0, 2)).toEqual([{ mountPath: '/home/cache', name: 'main-home-cache' }, { mountPath: '/home/.cache', name: 'main-home-cache-2' }]);
    expect(new Set(volumes.map(({ name }: any) => name)).size).toBe(4);
  });
});

describe('a disk is refused', () => {
  const claim = (name: string, mountPath: string, size = Size.gibibytes(1), storageClassName?: string): VolumeClaim =>
    VolumeClaim.of(name, { mountPath, size, storageClassName });
  eachIsRefused([
    ['without a name', () => claim('', '/data'), 'VolumeClaim: name must be a DNS-1123 label (got ""). Use a-z, 0-9 and -.'],
    ['with a dot in its name', () => claim('my.data', '/data'), 'VolumeClaim: name must be a DNS-1123 label (got "my.data"). Use a-z, 0-9 and -.'],
    ['at a relative path', () => claim('data', 'data'), 'VolumeClaim data: a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got "data"). Write the directory as the program names it, such as /tmp.'],
    ['of no size', () => claim('data', '/data', Size.gibibytes(0)), 'VolumeClaim data: size must be above zero (got "0"). Write it as Size.gibibytes(10).'],
    ['of a class without a name', () => claim('data', '/data', Size.gibibytes(1), ''), 'VolumeClaim data: storageClassName must be the name of a StorageClass (got ""). Write metadata.name of the class.'],
    ['whose name another one has', () => Run.statefulSet({ volumeClaims: [claim('data', '/a'), claim('data', '/b')] }), 'Run.statefulSet: the name of a claim must not be used twice (got "data"). Give the second claim a name of its own.'],
    ['at the path of another one', () => Run.statefulSet({ volumeClaims: [claim('a', '/data'), claim('b', '/data')] }), 'Run.statefulSet: a path must not be mounted twice (got "/data"). Leave one of writablePaths, secrets, volumeMounts and volumeClaims out.'],
  ]);
});

describe('resources are refused', () => {
  const quantities = (requests: { [resource: string]: string }, limits = {}): Resources => Resources.quantities({ requests, limits });
  const amounts = (changed: Partial<ResourceAmounts>): Resources => Resources.of({ cpu: Cpu.millis(100), memory: Size.mebibytes(64), ...changed });
  eachIsRefused([
    ['in words', () => quantities({ cpu: 'half' }), 'Resources requests.cpu: must be a quantity above zero (got "half"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['with a unit that there is not', () => quantities({ memory: '64MB' }), 'Resources requests.memory: must be a quantity above zero (got "64MB"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['with a unit in lower case', () => quantities({ memory: '64mi' }), 'Resources requests.memory: must be a quantity above zero (got "64mi"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['with a space', () => quantities({ memory: '64 Mi' }), 'Resources requests.memory: must be a quantity above zero (got "64 Mi"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['with a comma', () => quantities({ cpu: '0,5' }), 'Resources requests.cpu: must be a quantity above zero (got "0,5"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['that are empty', () => quantities({ cpu: '' }), 'Resources requests.cpu: must be a quantity above zero (got ""). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['of nothing', () => quantities({ cpu: '0' }), 'Resources requests.cpu: must be a quantity above zero (got "0"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['below zero', () => quantities({ cpu: '-100m' }), 'Resources requests.cpu: must be a quantity above zero (got "-100m"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['of thousandths of a byte', () => quantities({ memory: '64m' }), 'Resources requests.memory: must be whole (got "64m"). The suffix m is a thousandth: write 64Mi for mebibytes, 64M for megabytes.'],
    ['by a name that there is not', () => quantities({ mem: '64Mi' }), 'Resources: a resource must be cpu, memory, ephemeral-storage, hugepages of a size, or one of a domain (got "mem"). Write it as memory or nvidia.com/gpu.'],
    ['whose limit is below the request', () => quantities({ memory: '1Gi' }, { memory: '1G' }), 'Resources limits.memory: must not be below the request of 1Gi (got "1G"). Raise the limit or lower the request.'],
    ['of no cpu', () => amounts({ cpu: Cpu.units(0) }), 'Resources requests.cpu: must be a quantity above zero (got "0"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['of cpu below zero', () => amounts({ cpu: Cpu.millis(-5) }), 'Resources requests.cpu: must be a quantity above zero (got "-5m"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['of cpu that is no number', () => amounts({ cpu: Cpu.units(NaN) }), 'Resources requests.cpu: must be a quantity above zero (got "NaN"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['of no memory', () => amounts({ memory: Size.mebibytes(0) }), 'Resources requests.memory: must be a quantity above zero (got "0"). Write 100m or 2 for cpu, 64Mi or 1Gi for memory and storage.'],
    ['whose cpu limit is below the request', () => amounts({ cpuLimit: Cpu.millis(99) }), 'Resources limits.cpu: must not be below the request of 100m (got "99m"). Raise the limit or lower the request.'],
    ['whose memory limit is below the request', () => amounts({ memoryLimit: Size.mebibytes(63) }), 'Resources limits.memory: must not be below the request of 64Mi (got "63Mi"). Raise the limit or lower the request.'],
    ['whose disk limit is below the request', () => amounts({ ephemeralStorage: Size.gibibytes(2), ephemeralStorageLimit: Size.gibibytes(1) }), 'Resources limits.ephemeral-storage: must not be below the request of 2Gi (got "1Gi"). Raise the limit or lower the request.'],
  ]);
});

describe('an AppArmor profile is refused', () => {
  eachIsRefused([
    ['without a name', () => AppArmorProfile.localhost(''), 'AppArmorProfile.localhost: name must not be empty (got ""). Name the profile that is loaded on the node.'],
    ['with a name of spaces', () => AppArmorProfile.localhost('  '), 'AppArmorProfile.localhost: name must not be empty (got "  "). Name the profile that is loaded on the node.'],
  ]);
});

