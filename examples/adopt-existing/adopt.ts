import { join } from 'node:path';
import { ApiObject, Chart, Include, JsonPatch } from 'cdk8s';
// Users write: from 'cdk8s-hardened'.
import { CheckId, Hardening, TenantNamespace, Waiver } from '../../src';

const POD = '/spec/template/spec';
const CONTAINER = `${POD}/containers/0`;

/** The objects of one of the old files, in a scope of their own, so that each file can be hardened in its own way. */
function include(chart: Chart, file: string): Include {
  return new Include(chart, file, { url: join(__dirname, 'legacy', `${file}.yaml`) });
}

function objectOf(included: Include, kind: string): ApiObject {
  return included.apiObjects.find(object => object.kind === kind)!;
}

/** Two things are refused here: the NodePort, which is taken away, and the secret in the environment, which has to stay for now. */
export function adoptWeb(tickets: TenantNamespace): void {
  const web = include(tickets, 'web');
  // Its Ingress is the way in.
  objectOf(web, 'Service').addJsonPatch(JsonPatch.replace('/spec/type', 'ClusterIP'), JsonPatch.remove('/spec/ports/0/nodePort'));
  Hardening.of(web, { writablePaths: ['/tmp'] }).waive('Deployment/web', Waiver.of(CheckId.SECRET_AS_ENV_VAR, {
    reason: 'version 5 reads DATABASE_URL from its environment only; version 6 will read a file',
    owner: 'team-tickets@example.com',
    expires: '2027-06-30',
    container: 'web',
  }));
}

/** Nothing is waived here: PostgreSQL can read its password from a file. */
export function adoptDatabase(tickets: TenantNamespace): void {
  const database = include(tickets, 'database');
  objectOf(database, 'StatefulSet').addJsonPatch(
    // Its files belong to this user already. What is as strong as it must be is never changed.
    JsonPatch.add(`${POD}/securityContext`, { fsGroup: 999, runAsGroup: 999, runAsUser: 999 }),
    JsonPatch.replace(`${CONTAINER}/env/0`, { name: 'POSTGRES_PASSWORD_FILE', value: '/etc/postgres/password' }),
    JsonPatch.add(`${CONTAINER}/volumeMounts/-`, { mountPath: '/etc/postgres', name: 'password', readOnly: true }),
    JsonPatch.add(`${POD}/volumes`, [{ name: 'password', secret: { defaultMode: 0o440, secretName: 'database' } }]),
    // What a container gets that names nothing is too little for a database.
    JsonPatch.add(`${CONTAINER}/resources`, { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '500m', memory: '1Gi' } }),
  );
  Hardening.of(database, { writablePaths: ['/tmp', '/var/run/postgresql'] });
}

/** The one thing that is refused here is an image without a version. */
export function adoptReport(tickets: TenantNamespace): void {
  const report = include(tickets, 'report');
  const image = '/spec/jobTemplate/spec/template/spec/containers/0/image';
  objectOf(report, 'CronJob').addJsonPatch(JsonPatch.replace(image, 'registry.example.com/tickets/report:2.7.0'));
  Hardening.of(report, { writablePaths: ['/tmp'] });
}

/** Nothing is refused here. The port of each node goes with the network of the node: pods find the collector of their node by its Service. */
export function adoptCollector(tracing: TenantNamespace): void {
  Hardening.of(include(tracing, 'trace-collector'));
}
