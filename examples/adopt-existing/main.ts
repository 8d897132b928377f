// YAML that is there already, hardened without a change to it. Users import from 'cdk8s-hardened'.
import { App } from 'cdk8s';
import { Hardening, HardenedApp, Subject, TenantAccess, TenantNamespace, TenantSize } from '../../src';
import { adoptCollector, adoptDatabase, adoptReport, adoptWeb } from './adopt';
import { describeChanges } from './describe-changes';
import { openNetwork, openTracing } from './network';

/** Puts what is in legacy/ into an app. */
export function adoptExisting(app: App): void {
  const tickets = new TenantNamespace(app, 'tickets', {
    owner: 'team-tickets@example.com',
    size: TenantSize.SMALL,
    access: [TenantAccess.developers(Subject.group('tickets-developers'))],
  });
  adoptWeb(tickets);
  adoptDatabase(tickets);
  adoptReport(tickets);
  openNetwork(tickets);

  const tracing = new TenantNamespace(app, 'tracing', { owner: 'team-platform@example.com', size: TenantSize.SMALL });
  adoptCollector(tracing);
  openTracing(tracing, tickets);
}

// Writes to the folder that is given, to $CDK8S_OUTDIR as cdk8s does, or to dist.
if (require.main === module) {
  const app = new HardenedApp({ outdir: process.argv[2] });
  adoptExisting(app);
  app.synth();
  console.log(describeChanges(Hardening.changesIn(app)));
  console.log(`wrote ${app.charts.length} files to ${app.outdir}`);
}
