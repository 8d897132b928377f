import { Size, SizeRoundingBehavior } from 'cdk8s';
import { Container, ContainerProps, ContainerResources, Protocol, Volume, VolumeMount, Workload } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { CheckId } from '../controls/check-id';
import { acceptsWord } from '../controls/control';
import { CONTAINER_LISTS, SECRET_FILE_MODE } from '../controls/pod-security';
import { WRITABLE_PATH_MEBIBYTES } from '../controls/resources';
import { FIX_IMAGE, hasFixedVersion } from '../hardening/image-version';
import { freeName, volumeNameOf } from '../hardening/writable-paths';
import { invalid } from '../kubernetes/invalid';
import { isDnsLabel, isEnvName } from '../kubernetes/names';
import { parseQuantity } from '../kubernetes/quantity';
import { SecureContainerProps } from './container-props';
import { checkMountPaths } from './mount-paths';
import { Port } from './port';
import { Probes } from './probes';
import { checkProps } from './prop-shapes';
import { quantityOfSize } from './quantity-of-size';
import { Resources } from './resources';
import { VolumeClaim } from './volume-claim';
import { WorkloadExtras } from './workload-extras';
import { CONTAINER_SHAPES, IMAGE } from './workload-shapes';

/** What kind of container is made: one that runs, one that runs before, or one that runs beside from before. */
export type ContainerRole = 'container' | 'init' | 'sidecar';

/** What the containers of a workload need to know about it. */
export interface ContainerContext {
  readonly scope: Construct;
  readonly extras: WorkloadExtras;
  readonly isLongRunning: boolean;
  readonly isWaived: (check: CheckId, container: string) => boolean;
}

/** Makes the containers of a workload: what cdk8s-plus-27 can express through it, the rest as extras. */
export class WorkloadContainers {
  /** The ports of all containers, in the order in which they were added. */
  public readonly ports: Port[] = [];
  private readonly names = new Set<string>();
  private readonly volumes: string[] = [];

  public constructor(private readonly context: ContainerContext) {}

  /** The props of a container for cdk8s-plus-27. */
  public propsOf(name: string, props: SecureContainerProps, role: ContainerRole, claims: readonly VolumeClaim[] = []): ContainerProps {
    const subject = this.check(name, props);
    const ports = [...props.port === undefined ? [] : [Port.tcp(props.port)], ...props.ports ?? []];
    this.addPorts(subject, ports, role);
    this.setExtras(subject, name, props, role, ports);
    const probes = props.probes?._probes;
    return {
      name,
      image: props.image,
      command: props.command,
      args: props.args,
      workingDir: props.workingDir,
      envVariables: props.envVariables,
      ports: ports.map(port => ({ number: port.number, name: port.name, protocol: port.protocol })),
      resources: this.plusResources(name, props),
      volumeMounts: this.mounts(subject, name, props, claims),
      ...probes,
    };
  }

  /** Adds a container to the workload. */
  public add(workload: Workload, name: string, props: SecureContainerProps, role: ContainerRole): Container {
    const containerProps = this.propsOf(name, props, role);
    const container = role === 'container' ? workload.addContainer(containerProps) : workload.addInitContainer(containerProps);
    return withPort(container);
  }

  /** Nothing is told where a request is waived: it would stand in the YAML. */
  private plusResources(name: string, { resources }: SecureContainerProps): ContainerResources {
    const isWaived = [CheckId.CPU_REQUEST, CheckId.MEMORY_REQUEST].some(check => this.context.isWaived(check, name));
    return isWaived && !resources ? {} : (resources ?? Resources._defaults())._toPlus();
  }

  /** How messages name the container. */
  private check(name: string, props: SecureContainerProps): string {
    const { path } = this.context.scope.node;
    if (!isDnsLabel(name)) {
      throw invalid(path, 'a container name must be a DNS-1123 label of at most 63 characters', name, 'Use a-z, 0-9 and -.');
    }
    if (this.names.has(name)) {
      throw invalid(path, 'a container name must not be used twice', name, 'Give the second container a name of its own.');
    }
    const subject = `${path} container "${name}"`;
    checkProps(subject, props, IMAGE, CONTAINER_SHAPES);
    const { image, envVariables } = props;
    if (!hasFixedVersion(image) && (!image || !this.context.isWaived(CheckId.IMAGE_TAG, name))) {
      throw invalid(subject, 'image must have a fixed tag or a digest', image, `${FIX_IMAGE}.`);
    }
    for (const variable of Object.keys(envVariables ?? {})) {
      if (!isEnvName(variable)) {
        throw invalid(subject, 'an environment variable must be named with letters, digits, _, - and ., and not begin with a digit', variable, 'Rename it, such as LOG_LEVEL.');
      }
    }
    this.names.add(name);
    return subject;
  }

  private addPorts(subject: string, ports: readonly Port[], role: ContainerRole): void {
    for (const port of ports) {
      if (this.ports.some(other => other.number === port.number && other.protocol === port.protocol)) {
        throw invalid(subject, `port ${port.protocol} must not be used twice in one pod`, port.number, 'The containers of a pod share one network: take another port.');
      }
      if (this.ports.some(other => other.name === port.name)) {
        throw invalid(subject, 'a port name must not be used twice in one pod', port.name, 'Give the second port a name of its own.');
      }
      if (role !== 'init') { this.ports.push(port); }
    }
  }

  private setExtras(subject: string, name: string, props: SecureContainerProps, role: ContainerRole, ports: readonly Port[]): void {
    const { extras } = this.context;
    if (props.resources) { extras.setContainer(name, 'resources', props.resources._toKube()); }
    this.checkCapabilities(subject, name, props.addCapabilities ?? []);
    if (props.addCapabilities?.length) { extras.setContainer(name, 'securityContext.capabilities', { add: [...props.addCapabilities] }); }
    if (role === 'sidecar') { extras.setContainer(name, 'restartPolicy', 'Always'); }
    const probes = this.probesOf(subject, name, props, role, ports);
    for (const [field, probe] of Object.entries(probes?._toKube(subject, tcpOf(ports)?.number) ?? {})) {
      extras.setContainer(name, field, probe);
    }
  }

  /** Hardening would take it out without a word, and the program would miss it. */
  private checkCapabilities(subject: string, name: string, added: readonly string[]): void {
    const { check, control } = CONTAINER_LISTS.find(list => list.control.mayContain !== undefined)!;
    const refused = added.find(capability => !acceptsWord(control, capability));
    if (refused !== undefined && !this.context.isWaived(check, name)) {
      throw invalid(subject, `addCapabilities must be ${control.mayContain!.join(', ')}`, refused, `Leave it out, or waive ${check}.`);
    }
  }

  /** The probes of a container; the default opens its first TCP port. Only a long-running one must have some. */
  private probesOf(subject: string, name: string, { probes }: SecureContainerProps, role: ContainerRole, ports: readonly Port[]): Probes | undefined {
    if (probes && (role === 'init' || (role === 'sidecar' && probes._probes))) {
      throw invalid(subject, role === 'init' ? 'init containers have no probes' : 'the probes of a sidecar cannot be those of cdk8s-plus-27', 'probes',
        role === 'init' ? 'Leave probes out.' : 'Take Probes.http, grpc, tcp or command.');
    }
    if (probes || role === 'init' || !this.context.isLongRunning) { return probes; }
    if (tcpOf(ports)) { return Probes.tcp(); }
    const isWaived = [CheckId.READINESS_PROBE, CheckId.LIVENESS_PROBE].every(check => this.context.isWaived(check, name));
    if (role === 'container' && !isWaived) {
      throw invalid(subject, 'probes must say how to tell that it is well', undefined,
        `It has no TCP port to open: take Probes.command or Probes.of, or waive ${CheckId.READINESS_PROBE} and ${CheckId.LIVENESS_PROBE}.`);
    }
    return undefined;
  }

  private mounts(subject: string, name: string, props: SecureContainerProps, claims: readonly VolumeClaim[]): VolumeMount[] {
    const { writablePaths = [], secrets = [], volumeMounts = [], writablePathSize: sizeLimit = Size.mebibytes(WRITABLE_PATH_MEBIBYTES) } = props;
    checkMountPaths(subject, [...writablePaths, ...[...secrets, ...claims].map(files => files.mountPath), ...volumeMounts.map(mount => mount.path)]);
    checkWritableSize(subject, sizeLimit, writablePaths.length, props.resources ?? Resources._defaults());
    this.volumes.push(...claims.map(claim => claim.name), ...volumeMounts.map(mount => mount.volume.name));
    const { scope } = this.context;
    const writable = writablePaths.map(path => {
      const volume = this.volumeName(name, path);
      return { path, volume: Volume.fromEmptyDir(scope, `writable-${volume}`, volume, { sizeLimit }) };
    });
    const files = secrets.map((secret, index) => ({
      path: secret.mountPath,
      readOnly: true,
      volume: Volume.fromSecret(scope, `secret-${name}-${index}`, secret.secret, {
        name: this.volumeName(`${name}-secret`, `/${secret.secret.name}${index === 0 ? '' : `-${index}`}`),
        defaultMode: SECRET_FILE_MODE,
        items: Object.fromEntries(secret.keys.map(key => [key, { path: key }])),
      }),
    }));
    return [...writable, ...files, ...volumeMounts];
  }

  /** Long paths, and those that differ in signs only, make the same name. */
  private volumeName(container: string, path: string): string {
    const name = freeName(volumeNameOf(container, path), this.volumes);
    this.volumes.push(name);
    return name;
  }
}

/** The port that is probed. */
function tcpOf(ports: readonly Port[]): Port | undefined {
  return ports.find(port => port.protocol === Protocol.TCP);
}

/** Without a size, or with none, an emptyDir could fill the disk of its node. */
function checkWritableSize(subject: string, size: Size, paths: number, resources: Resources): void {
  const mebibytes = size.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  if (!Number.isInteger(mebibytes) || mebibytes === 0) {
    throw invalid(subject, 'writablePathSize must be whole mebibytes above zero', quantityOfSize(size), 'Write it as Size.mebibytes(64).');
  }
  if (paths === 0) { return; }
  const limit = resources._toKube().limits['ephemeral-storage'];
  if (BigInt(paths) * parseQuantity(quantityOfSize(size))! > parseQuantity(limit)!) {
    throw invalid(subject, `writablePaths must fit into the ephemeral storage of ${limit}, all full`, `${paths} of ${quantityOfSize(size)}`,
      'Give resources a larger ephemeralStorageLimit, or lower writablePathSize: a pod that uses more is evicted.');
  }
}

/**
 * Tells cdk8s-plus-27 the main port of a container, at which its probes look. The prop portNumber would do that too,
 * but adds a port without a name and a startup probe that nobody asked for.
 */
export function withPort(container: Container): Container {
  return Object.assign(container, { portNumber: container.ports[0]?.number });
}
