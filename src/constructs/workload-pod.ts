import { SPREAD } from '../controls/availability';
import { CheckId } from '../controls/check-id';
import { accepts } from '../controls/control';
import { DEFAULT_ID, FS_GROUP_CHANGE_POLICY, LOCALHOST_PROFILE, SELINUX_TYPE } from '../controls/pod-security';
import { USER_PRIORITY } from '../controls/qos';
import { invalid } from '../kubernetes/invalid';
import { isDnsSubdomain, isLabelKey } from '../kubernetes/names';
import { checkProps, FLAG } from './prop-shapes';
import { RunAs } from './run-as';
import { OperatingSystem, SecureWorkloadProps, TopologySpread } from './secure-workload-props';
import { WorkloadExtras } from './workload-extras';

/** What the pod of a workload needs to know about it. */
export interface PodContext {
  readonly path: string;
  readonly extras: WorkloadExtras;
  readonly selector: { readonly [label: string]: string };
  readonly isSpread: boolean;
  readonly runAs?: RunAs;
  readonly isWaived: (check: CheckId) => boolean;
}

/** Sets the fields of the pod that props ask for. */
export function setPodFields(context: PodContext, props: SecureWorkloadProps): void {
  const { extras } = context;
  if (props.os === OperatingSystem.WINDOWS) {
    setWindows(context, props);
  } else {
    setLinux(context, props);
  }
  for (const field of ['runtimeClassName', 'priorityClassName'] as const) {
    setClass(context, field, props[field]);
  }
  if (props.imagePullSecrets?.length) { extras.setPod('imagePullSecrets', props.imagePullSecrets.map(secret => ({ name: secret.name }))); }
  // Without this, a pod in the network of its node asks the node's name server, which knows no Service.
  if (context.isWaived(CheckId.HOST_NETWORK)) { extras.setPod('dnsPolicy', 'ClusterFirstWithHostNet'); }
  const spread = props.topologySpread ?? (context.isSpread ? [{ topologyKey: SPREAD.topologyKey }] : []);
  if (spread.length > 0) { extras.setPod('topologySpreadConstraints', spread.map(constraint => constraintOf(context, constraint))); }
}

function setClass({ path, extras }: PodContext, field: 'runtimeClassName' | 'priorityClassName', name: string | undefined): void {
  if (name === undefined) { return; }
  if (!isDnsSubdomain(name)) { throw invalid(path, `${field} must be a DNS-1123 name`, name, 'Write metadata.name of the class.'); }
  if (field === 'priorityClassName' && name.startsWith(USER_PRIORITY.reservedPrefix)) {
    throw invalid(path, `${field} must not begin with ${USER_PRIORITY.reservedPrefix}`, name, 'System classes belong to the cluster: take a class of its users.');
  }
  extras.setPod(field, name);
}

function setLinux({ path, extras, runAs, isWaived }: PodContext, props: SecureWorkloadProps): void {
  const { user, group, fsGroup } = props;
  for (const [prop, id] of Object.entries({ user, group, fsGroup })) { checkId(path, prop, id); }
  const isRoot = isWaived(CheckId.RUN_AS_USER_ROOT);
  if (isRoot && !isWaived(CheckId.RUN_AS_NON_ROOT)) {
    throw invalid(path, `a waiver of ${CheckId.RUN_AS_USER_ROOT} must have one of ${CheckId.RUN_AS_NON_ROOT} beside it`, 'one waiver', 'Nodes refuse root in a pod that rules root out: waive both.');
  }
  extras.setPod('securityContext', {
    fsGroup: fsGroup ?? runAs?.fsGroup ?? DEFAULT_ID,
    fsGroupChangePolicy: FS_GROUP_CHANGE_POLICY,
    runAsGroup: group ?? runAs?.group ?? DEFAULT_ID,
    runAsUser: user ?? runAs?.user ?? DEFAULT_ID,
  });
  setUserNamespace({ path, extras, isWaived }, props);
  if (props.appArmorProfile) { extras.setPod('securityContext.appArmorProfile', props.appArmorProfile._toKube()); }
  checkSeLinuxType(path, props.seLinuxOptions?.type, isWaived(CheckId.SELINUX_CUSTOM_OPTIONS));
  for (const [field, value] of Object.entries(props.seLinuxOptions ?? {})) {
    if (value !== undefined) { extras.setPod(`securityContext.seLinuxOptions.${field}`, value); }
  }
  if (props.localhostSeccompProfile !== undefined) {
    extras.setPod('securityContext.seccompProfile', { localhostProfile: profilePath(path, props.localhostSeccompProfile), type: LOCALHOST_PROFILE, SELINUX_TYPE });
  }
}

function setUserNamespace({ path, extras, isWaived }: Pick<PodContext, 'path' | 'extras' | 'isWaived'>, { userNamespace }: SecureWorkloadProps): void {
  if (!userNamespace) { return; }
  const shared = [CheckId.HOST_NETWORK, CheckId.HOST_PID, CheckId.HOST_IPC].find(isWaived);
  if (shared) {
    throw invalid(path, 'userNamespace must not be combined with a namespace of the host', `waiver of ${shared}`, 'Leave one of the two out: the API server refuses both together.');
  }
  extras.setPod('hostUsers', false);
}

/** Props that say something about Linux are mistakes in a Windows pod, which the API server would refuse. */
const LINUX_PROPS = ['user', 'group', 'fsGroup', 'userNamespace', 'appArmorProfile', 'seLinuxOptions', 'localhostSeccompProfile', 'addCapabilities'] as const;

function setWindows({ path, extras }: PodContext, props: SecureWorkloadProps): void {
  const wrong = LINUX_PROPS.find(prop => props[prop] !== undefined);
  if (wrong) { throw invalid(path, `${wrong} must not be set for a Windows pod`, props[wrong], 'Leave it out: Windows knows no such thing.'); }
  extras.setPod('os', { name: OperatingSystem.WINDOWS });
  extras.setPod('nodeSelector', { 'kubernetes.io/os': OperatingSystem.WINDOWS });
}

const rootChecks = (prop: string): CheckId[] => prop === 'user' ? [CheckId.RUN_AS_USER_ROOT, CheckId.RUN_AS_NON_ROOT] : [CheckId.ROOT_GROUP];

function checkId(path: string, prop: string, id: number | undefined): void {
  if (id !== undefined && !(Number.isInteger(id) && id >= 1 && id < 2 ** 31)) {
    throw invalid(path, `${prop} must be a whole number from 1 to 2147483647`, id,
      id === 0 ? `0 is root: leave ${prop} out; it is set by waivers of ${rootChecks(prop).join(' and ')}.` : `Leave ${prop} out, or take the id that the image was built for.`);
  }
}

function profilePath(path: string, profile: string): string {
  if (profile === '' || profile.startsWith('/') || profile.split('/').includes('..')) {
    throw invalid(path, 'localhostSeccompProfile must be a path below the kubelet\'s seccomp directory', profile, 'Write it as profiles/audit.json.');
  }
  return profile;
}

function constraintOf({ path, selector }: PodContext, spread: TopologySpread): any {
  checkProps(`${path} topologySpread`, spread, {}, { required: FLAG });
  const { topologyKey, maxSkew = SPREAD.maxSkew, required } = spread;
  if (!isLabelKey(topologyKey)) { throw invalid(path, 'topologyKey must be the key of a label of nodes', topologyKey, 'Write it as topology.kubernetes.io/zone.'); }
  if (!Number.isInteger(maxSkew) || maxSkew < 1) { throw invalid(path, 'maxSkew must be a whole number from 1', maxSkew, 'Take 1.'); }
  return {
    labelSelector: { matchLabels: { ...selector } },
    maxSkew,
    topologyKey,
    whenUnsatisfiable: required ? 'DoNotSchedule' : SPREAD.whenUnsatisfiable,
  };
}

/** Hardening would take the type out without a word. */
function checkSeLinuxType(path: string, type: string | undefined, isWaived: boolean): void {
  if (!accepts(SELINUX_TYPE, type) && !isWaived) {
    const known = (SELINUX_TYPE.allowed as readonly string[]).filter(allowed => allowed !== '');
    throw invalid(path, `seLinuxOptions.type must be one of ${known.join(', ')}`, type, `Leave it out, or waive ${CheckId.SELINUX_CUSTOM_OPTIONS}.`);
  }
}
