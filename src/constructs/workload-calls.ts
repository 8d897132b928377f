import { IConstruct } from 'constructs';
import { invalid } from '../kubernetes/invalid';
import { isDnsSubdomain } from '../kubernetes/names';
import { INetworkPeer, NetworkPeer } from './network-peer';
import { Port } from './port';
import { checkProps, listMade, NAMED_SECRET, Shapes, text } from './prop-shapes';
import { EdgeOptions, IngressExposure } from './secure-workload-props';

const PORTS: Shapes = { ports: listMade(Port, 'Port.tcp(443)') };

/** The peer of an edge. */
export function peerOf(construct: IConstruct, peer: INetworkPeer): NetworkPeer {
  if (typeof peer?.toNetworkPeer !== 'function') {
    throw invalid(construct.node.path, 'the peer must be a workload or a NetworkPeer', peer, "Pass the SecureWorkload, or NetworkPeer.namespace('monitoring').");
  }
  return peer.toNetworkPeer();
}

/** The ports of an edge. */
export function portsOf(construct: IConstruct, options: EdgeOptions): Port[] | undefined {
  checkProps(construct.node.path, options, {}, PORTS);
  return options.ports;
}

/** The props of an ingress, none of whose hosts is exposed already. */
export function checkedExposure(construct: IConstruct, exposure: IngressExposure, hosts: readonly string[]): IngressExposure {
  const { path } = construct.node;
  checkProps(path, exposure, { host: text('shop.example.com'), tls: NAMED_SECRET }, { className: text('nginx') });
  const { host, path: location = '/' } = exposure;
  if (!isDnsSubdomain(host)) { throw invalid(path, 'the host of an ingress must be a DNS name without wildcard', host, 'Write it as shop.example.com.'); }
  if (hosts.includes(host)) { throw invalid(path, 'a host must not be exposed twice', host, 'Add a rule to the Ingress that the first call returned.'); }
  if (typeof location !== 'string' || !location.startsWith('/')) {
    throw invalid(path, 'the path of an ingress must begin with /', location, 'Write it as /shop, or leave it out for the whole host.');
  }
  return exposure;
}

/** The fields by which the hardening knows what it has before it. */
const IDENTITY: readonly string[] = ['apiVersion', 'kind'];

/** Checks the path of a field that is overridden. */
export function checkOverride(construct: IConstruct, field: string): void {
  const { path } = construct.node;
  if (typeof field !== 'string' || field.split('.').some(part => part === '' || part === '__proto__')) {
    throw invalid(path, 'an override must name a field', field, 'Write it as spec.minReadySeconds.');
  }
  if (IDENTITY.includes(field)) {
    throw invalid(path, 'an override must not make another kind of object of it', field, 'Take run to choose the kind.');
  }
}
