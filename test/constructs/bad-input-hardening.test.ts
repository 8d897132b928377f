import { ApiObject, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { CheckId, GuaranteedQoS, GuaranteedQoSProps, Hardening, HardeningProps, Priority, SecureWorkload, Waiver, WaiverOptions } from '../../src';
import { eachIsRefused, reported } from '../support/bad-input';
import { newChart, synth } from '../support/synth';

const image = 'registry.example.com/app:1.4';
const until = { reason: 'reads the disks of its node', expires: '2027-06-30' };

describe('a waiver is refused', () => {
  const waiver = (options: Partial<WaiverOptions>, check = CheckId.HOST_NETWORK): unknown => Waiver.of(check, { ...until, ...options });
  eachIsRefused([
    ['of a control that nobody knows', () => waiver({}, 'host-networks' as CheckId), 'Waiver: check must be one of CheckId (got "host-networks"). Take the id of the control that does not hold, such as CheckId.HOST_NETWORK.'],
    ['of what all objects inherit', () => waiver({}, 'constructor' as CheckId), 'Waiver: check must be one of CheckId (got "constructor"). Take the id of the control that does not hold, such as CheckId.HOST_NETWORK.'],
    ['without a reason', () => waiver({ reason: '' }), 'Waiver host-network: reason must not be empty (got ""). Say the reason in one line.'],
    ['with a blank reason', () => waiver({ reason: ' \t' }), 'Waiver host-network: reason must not be empty (got " \\t"). Say the reason in one line.'],
    ['with a reason of two lines', () => waiver({ reason: 'one\ntwo' }), 'Waiver host-network: reason must be one line of at most 500 characters (got "one\\ntwo"). Shorten it, or link to where more is said.'],
    ['with a reason of two lines by a sign that few know', () => waiver({ reason: 'one\u2028two' }), 'Waiver host-network: reason must be one line of at most 500 characters (got "one\\u2028two"). Shorten it, or link to where more is said.'],
    ['with a reason that colours the terminal', () => waiver({ reason: '\u001b[32mfine\u001b[0m' }), 'Waiver host-network: reason must be one line of at most 500 characters (got "\\u001b[32mfine\\u001b[0m"). Shorten it, or link to where more is said.'],
    ['with a reason of 501 letters', () => waiver({ reason: 'x'.repeat(501) }), 'Waiver host-network: reason must be one line of at most 500 characters (got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...). Shorten it, or link to where more is said.'],
    ['without an end', () => waiver({ expires: undefined }), 'Waiver host-network: expires must be a day of the calendar (got nothing). Write the last day on which it counts, as 2027-06-30.'],
    ['that ends soon', () => waiver({ expires: 'soon' }), 'Waiver host-network: expires must be a day of the calendar (got "soon"). Write the last day on which it counts, as 2027-06-30.'],
    ['that ends on 30 February', () => waiver({ expires: '2027-02-30' }), 'Waiver host-network: expires must be a day of the calendar (got "2027-02-30"). Write the last day on which it counts, as 2027-06-30.'],
    ['that ends on 29 February of no leap year', () => waiver({ expires: '2027-02-29' }), 'Waiver host-network: expires must be a day of the calendar (got "2027-02-29"). Write the last day on which it counts, as 2027-06-30.'],
    ['that ends in the thirteenth month', () => waiver({ expires: '2027-13-01' }), 'Waiver host-network: expires must be a day of the calendar (got "2027-13-01"). Write the last day on which it counts, as 2027-06-30.'],
    ['that ends on the day zero', () => waiver({ expires: '2027-06-00' }), 'Waiver host-network: expires must be a day of the calendar (got "2027-06-00"). Write the last day on which it counts, as 2027-06-30.'],
    ['that ends in the year 27', () => waiver({ expires: '27-1-1' }), 'Waiver host-network: expires must be a day of the calendar (got "27-1-1"). Write the last day on which it counts, as 2027-06-30.'],
    ['that ends at an hour', () => waiver({ expires: '2027-06-30T12:00:00Z' }), 'Waiver host-network: expires must be a day of the calendar (got "2027-06-30T12:00:00Z"). Write the last day on which it counts, as 2027-06-30.'],
    ['that ends on a date of another order', () => waiver({ expires: '30.06.2027' }), 'Waiver host-network: expires must be a day of the calendar (got "30.06.2027"). Write the last day on which it counts, as 2027-06-30.'],
    ['with an empty owner', () => waiver({ owner: '' }), 'Waiver host-network: owner must not be empty (got ""). Say the owner in one line.'],
    ['with an owner of two lines', () => waiver({ owner: 'a\nb' }), 'Waiver host-network: owner must be one line of at most 500 characters (got "a\\nb"). Shorten it, or link to where more is said.'],
    ['for a container without a name', () => waiver({ container: '' }), 'Waiver host-network: container must not be empty (got ""). Say the container in one line.'],
  ]);

  test('not where it ends on 29 February of a leap year', () => {
    expect(Waiver.of(CheckId.HOST_NETWORK, { ...until, expires: '2028-02-29' }).expires).toBe('2028-02-29');
  });
});

describe('Hardening refuses', () => {
  const hardening = (props: HardeningProps = {}, chart = newChart()): Hardening => Hardening.of(chart, props);
  const pod = (spec: any = { containers: [{ name: 'app', image }] }): Chart => {
    const chart = newChart();
    new ApiObject(chart, 'pod', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });
    return chart;
  };
  const written = (chart: Chart, ...objects: string[]): unknown => {
    const made = hardening({}, chart);
    objects.forEach(object => made.waive(object, Waiver.of(CheckId.HOST_PID, until)));
    return synth(chart);
  };
  eachIsRefused([
    ['a path that is relative', () => hardening({ writablePaths: ['tmp'] }), 'test Hardening: a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got "tmp"). Write the directory as the program names it, such as /tmp.'],
    ['a path that leaves its directory', () => hardening({ writablePaths: ['/tmp/..'] }), 'test Hardening: a mount path must be absolute, without ., .., //, :, a backslash, or a slash at the end (got "/tmp/.."). Write the directory as the program names it, such as /tmp.'],
    ['the root as a path', () => hardening({ writablePaths: ['/'] }), 'test Hardening: a mount path must not be /, /proc, /sys, /dev or below (got "/"). Take the directory that the program writes to.'],
    ['a path that is there twice', () => hardening({ writablePaths: ['/tmp', '/tmp'] }), 'test Hardening: a path must not be mounted twice (got "/tmp"). Leave one of writablePaths, secrets, volumeMounts and volumeClaims out.'],
    ['two waivers of one control for one object', () => written(pod(), 'Pod/web', 'Pod/web'), 'test Hardening: a control must not be waived twice for Pod/web (got "host-pid"). An object has one annotation for each control: keep one waiver, for the object or for one container.'],
    ['two waivers of one control for one object by two names', () => written(pod(), 'Pod/web', 'Pod/shop/web'), reported('[test] a control must not be waived twice for Pod/shop/web (got "host-pid"). It is named with and without its namespace: keep one waiver.')],
    ['a waiver for an object that is not there', () => written(pod(), 'Pod/wbe'), reported('[test] a waiver must name an object of the scope (got "Pod/wbe"). Write it as Deployment/web, or Deployment/shop/web with its namespace.')],
    ['a waiver for a kind in lower case', () => written(pod(), 'pod/web'), reported('[test] a waiver must name an object of the scope (got "pod/web"). Write it as Deployment/web, or Deployment/shop/web with its namespace.')],
    ['a waiver for what all objects inherit', () => written(pod(), 'constructor'), reported('[test] a waiver must name an object of the scope (got "constructor"). Write it as Deployment/web, or Deployment/shop/web with its namespace.')],
    ['an image that nobody can repair', () => written(pod({ containers: [{ name: 'app', image: 'app' }] })), reported('[test] Pod web spec.containers[0].image: image must have a fixed tag or a digest (got "app"). Append the tag, or better @sha256:<digest>, or waive image-tag.')],
    ['a disk of the node', () => written(pod({ containers: [{ name: 'app', image }], volumes: [{ name: 'disk', hostPath: { path: '/' } }] })), reported('[test] Pod web spec.volumes[0].hostPath: volume "disk" must be one of configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected, secret (got "hostPath"). Take a persistentVolumeClaim, or a CSI driver, or waive host-path-volume.')],
  ]);
});

describe('a guarantee is refused', () => {
  const guarantee = (props: Partial<GuaranteedQoSProps> = {}, id = 'critical', chart = newChart()): Chart => {
    const workload = new SecureWorkload(chart, 'app', { image, port: 8080 });
    new GuaranteedQoS(chart, id, { workloads: [workload], ...props });
    return chart;
  };
  const nested = (chart: Chart): Chart => {
    new GuaranteedQoS(new SecureWorkload(chart, 'other', { image, port: 8080 }), 'critical', { workloads: [chart], priority: Priority.high() });
    return chart;
  };
  eachIsRefused([
    ['for no workload', () => guarantee({ workloads: [] }), 'test/critical: workloads must not be empty (got []). Name the workloads whose pods are to be guaranteed.'],
    ['for what has no pods', () => synth(guarantee({ workloads: [newChart({}, 'empty')] })), reported('[test/critical] workloads must have pods (got ["empty"]). Name SecureWorkloads, or other constructs that make pods.')],
    ['of no cpu', () => guarantee({ cpu: Cpu.units(0) }), 'test/critical: cpu must be above zero (got "0"). Say how much the first container needs, or leave it out for its own limit.'],
    ['of cpu below zero', () => guarantee({ cpu: Cpu.millis(-100) }), 'test/critical: cpu must be above zero (got "-100m"). Say how much the first container needs, or leave it out for its own limit.'],
    ['of no memory', () => guarantee({ memory: Size.mebibytes(0) }), 'test/critical: memory must be above zero (got "0"). Say how much the first container needs, or leave it out for its own limit.'],
    ['of half a core for itself', () => guarantee({ cpu: Cpu.millis(500), exclusiveCpus: true }), 'test/critical: cpu must be whole cores where exclusiveCpus is set (got "500m"). Take Cpu.units(1) or more.'],
    ['of cores for itself where the workload has half a one', () => synth(guarantee({ exclusiveCpus: true })), reported('[test/critical] Deployment shop/app cpu of the first container must be whole cores (got "500m"). Set cpu: Cpu.units(1) or more.')],
    ['of a priority above those of users', () => Priority.of(1_000_000_001), 'Priority.of: value must be a whole number from -2147483648 to 1000000000 (got 1000000001). Higher ones are reserved for the system.'],
    ['of a priority below what there is', () => Priority.of(-2_147_483_649), 'Priority.of: value must be a whole number from -2147483648 to 1000000000 (got -2147483649). Higher ones are reserved for the system.'],
    ['of a priority and a half', () => Priority.of(1.5), 'Priority.of: value must be a whole number from -2147483648 to 1000000000 (got 1.5). Higher ones are reserved for the system.'],
    ['of a priority of the system', () => Priority.existing('system-node-critical'), 'Priority.existing: name must be that of a PriorityClass, and not begin with system- (got "system-node-critical"). System classes belong to the cluster: take a class of its users.'],
    ['of a priority in upper case', () => Priority.existing('Gold'), 'Priority.existing: name must be that of a PriorityClass, and not begin with system- (got "Gold"). System classes belong to the cluster: take a class of its users.'],
    ['of a priority whose name can be none', () => guarantee({ priority: Priority.high() }, 'Very critical'), 'test/Very critical: the name of its PriorityClass must be a DNS-1123 name (got "shop-Very critical"). Give it an id of a-z, 0-9, - and .'],
    ['of two priorities of one name', () => synth(nested(guarantee({ priority: Priority.high() }))), reported('[test/other/critical] the name of the PriorityClass must not be used twice; test/critical has it (got "shop-critical"). Give one of the two another id or name.')],
  ]);
});
