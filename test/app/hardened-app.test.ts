import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart, JsonPatch, Lazy, Testing, YamlOutputType } from 'cdk8s';
import { Service, StatefulSet } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { HardenedApp } from '../../src/app/hardened-app';
import { chain, deployment, Fill, namesOf, synthesise, thing } from './small-apps';
import { filesIn, inTemporaryFolder } from './written-files';

const OUTPUT_TYPES = [
  YamlOutputType.FILE_PER_APP,
  YamlOutputType.FILE_PER_CHART,
  YamlOutputType.FILE_PER_RESOURCE,
  YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
];

const shop: Fill = app => {
  const chart = new Chart(app, 'shop', { disableResourceNameHashes: true });
  deployment(chart, 'cart');
  thing(chart, 'settings', { name: 'settings' });
  thing(new Chart(app, 'other'), 'settings', { name: 'settings', spec: 'later' });
};

describe('what is written', () => {
  test('one file for the app', () => {
    expect(namesOf(shop, { yamlOutputType: YamlOutputType.FILE_PER_APP })).toEqual(['app.k8s.yaml']);
  });

  test('one file for each chart', () => {
    expect(namesOf(shop)).toEqual(['other.k8s.yaml', 'shop.k8s.yaml']);
  });

  test('one file for each resource, of which the later one stays where two have one name', () => {
    const { files } = synthesise(shop, { yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
    expect(Object.keys(files!).sort()).toEqual(['Deployment.shop-cart.k8s.yaml', 'Thing.settings.k8s.yaml']);
    expect(files!['Thing.settings.k8s.yaml']).toContain('spec: later');
  });

  test('one folder for each chart and in it one file for each resource', () => {
    expect(namesOf(shop, { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE })).toEqual([
      'other', 'other/Thing.settings.k8s.yaml', 'shop', 'shop/Deployment.shop-cart.k8s.yaml', 'shop/Thing.settings.k8s.yaml',
    ]);
  });

  test('an index in the names as soon as charts depend on each other', () => {
    expect(namesOf(app => { chain(app, 3, 1); })).toEqual(['0000-chart-0.k8s.yaml', '0001-chart-1.k8s.yaml', '0002-chart-2.k8s.yaml']);
  });

  test('a nested chart before the chart that it is in, without its objects in there', () => {
    const { files } = synthesise(app => {
      const outer = new Chart(app, 'outer');
      thing(outer, 'outside', { name: 'outside' });
      thing(new Chart(outer, 'inner'), 'inside', { name: 'inside' });
    });
    expect(Object.keys(files!).sort()).toEqual([expect.stringMatching(/^0000-outer-inner-/), '0001-outer.k8s.yaml']);
    expect(files!['0001-outer.k8s.yaml']).not.toContain('name: inside');
  });

  test('a stateful set after the service that it depends on', () => {
    const { files } = synthesise(app => {
      const chart = new Chart(app, 'chart');
      const set = new Construct(chart, 'set');
      const service = new Service(new Construct(chart, 'network'), 'service', { ports: [{ port: 80 }] });
      new StatefulSet(set, 'set', { service, containers: [{ image: 'db' }] });
    });
    expect(files!['chart.k8s.yaml'].match(/^kind: .*/gm)).toEqual(['kind: Service', 'kind: StatefulSet']);
  });

  test('an empty file for an empty chart, and nothing for an empty app', () => {
    expect(synthesise(app => { new Chart(app, 'empty'); }).files).toEqual({ 'empty.k8s.yaml': '' });
    expect(synthesise(() => {}).files).toEqual({});
    expect(synthesise(() => {}, { yamlOutputType: YamlOutputType.FILE_PER_APP }).files).toEqual({});
  });

  test('the extension that was asked for', () => {
    expect(namesOf(shop, { outputFileExtension: '.yml' })).toEqual(['other.yml', 'shop.yml']);
  });

  test('beside files that are already there', () => inTemporaryFolder(outdir => {
    mkdirSync(outdir);
    writeFileSync(join(outdir, 'kept'), 'as it was');
    const app = new HardenedApp({ outdir });
    shop(app);
    app.synth();
    expect(Object.keys(filesIn(outdir)!).sort()).toEqual(['kept', 'other.k8s.yaml', 'shop.k8s.yaml']);
  }));

  test('the construct of each object, if that was asked for by property or by environment', () => {
    const metadata = '{"version":"1.0.0","resources":{"shop-cart":{"path":"shop/cart/Resource"},"settings":{"path":"other/settings"}}}';
    expect(synthesise(shop, { recordConstructMetadata: true }).files!['construct-metadata.json']).toBe(metadata);
    process.env.CDK8S_RECORD_CONSTRUCT_METADATA = 'true';
    try {
      expect(synthesise(shop).files!['construct-metadata.json']).toBe(metadata);
      expect(namesOf(shop, { recordConstructMetadata: false })).not.toContain('construct-metadata.json');
    } finally {
      delete process.env.CDK8S_RECORD_CONSTRUCT_METADATA;
    }
  });

  test('the value that a resolver of the app puts in place of another', () => {
    const resolvers = [{ resolve: (context: any) => { if (context.value === 'nginx') { context.replaceValue('registry.example.com/nginx'); } } }];
    expect(synthesise(shop, { resolvers }).files!['shop.k8s.yaml']).toContain('image: registry.example.com/nginx');
  });

  test('what the toJson of a chart makes of its objects', () => {
    class Chosen extends Chart {
      public override toJson(): any[] {
        return super.toJson().filter(manifest => manifest.metadata.name === 'chosen');
      }
    }
    const { files } = synthesise(app => {
      const chart = new Chosen(app, 'chart');
      thing(chart, 'a', { name: 'chosen' });
      thing(chart, 'b', { name: 'left-out' });
    });
    expect(files!['chart.k8s.yaml']).toBe('apiVersion: v1\nkind: Thing\nmetadata:\n  name: chosen\nspec:\n  id: a\n');
  });

  test('what a validation adds, which is validated in turn', () => {
    const adding = (scope: Construct, then: (added: Construct) => void) => scope.node.addValidation({
      validate: () => {
        if (!scope.node.tryFindChild('added')) { then(thing(scope, 'added', { name: 'added' })); }
        return [];
      },
    });
    const { files } = synthesise(app => adding(new Chart(app, 'chart'), () => {}));
    expect(files!['chart.k8s.yaml']).toContain('name: added');
    const { error } = synthesise(app => adding(new Chart(app, 'chart'), added => added.node.addValidation({ validate: () => ['is wrong'] })));
    expect(error).toBe('Error: Validation failed with the following errors:\n  [chart/added] is wrong');
  });

  test('what a validation adds, in the order of what it depends on', () => {
    const orderOf = (create: typeof App) => inTemporaryFolder(outdir => {
      const app = new create({ outdir });
      const [first, second] = ['first', 'second'].map(id => new Chart(app, id));
      thing(second, 'target');
      first.node.addValidation({
        validate: () => {
          if (!first.node.tryFindChild('added')) { thing(first, 'added').addDependency(second); }
          return [];
        },
      });
      app.synth();
      return { charts: app.charts.map(chart => chart.node.id), files: filesIn(outdir) };
    });
    expect(orderOf(HardenedApp)).toEqual(orderOf(App));
    expect(orderOf(HardenedApp).charts).toEqual(['second', 'first']);
  });

  test('the object that took the place of one that others depend on, before them', () => {
    const fill: Fill = app => {
      const chart = new Chart(app, 'chart');
      const first = thing(chart, 'first');
      first.addDependency(thing(chart, 'replaced'));
      chart.node.tryRemoveChild('replaced');
      thing(chart, 'replaced', { spec: 'new' });
    };
    expect(synthesise(fill)).toEqual(synthesise(fill, {}, App));
    expect(synthesise(fill).files!['chart.k8s.yaml']).toMatch(/spec: new[^]*id: first/);
  });
});

describe('work that is done once', () => {
  test('each object is rendered once and each validation runs once, whatever the output', () => {
    for (const yamlOutputType of OUTPUT_TYPES) {
      const [produce, validate] = [jest.fn(() => 'value'), jest.fn(() => [])];
      synthesise(app => {
        new Construct(app, 'validated').node.addValidation({ validate });
        for (const id of ['a', 'b', 'c']) { thing(new Chart(app, id), 'thing', { spec: Lazy.any({ produce }) }); }
      }, { yamlOutputType });
      expect(produce).toHaveBeenCalledTimes(3);
      expect(validate).toHaveBeenCalledTimes(1);
    }
  });

  test('a second synthesis writes the same', () => inTemporaryFolder(outdir => {
    const app = new HardenedApp({ outdir });
    shop(app);
    chain(app, 3);
    app.synth();
    const first = filesIn(outdir);
    app.synth();
    expect(filesIn(outdir)).toEqual(first);
    expect(app.synthYaml()).toBe(Object.keys(first!).sort().map(name => first![name]).join('---\n'));
  }));
});

describe('other ways to the manifests', () => {
  test('synthYaml gives the documents of all charts in their order', () => {
    const app = new HardenedApp();
    const plain = new App();
    for (const one of [app, plain]) {
      shop(one);
      chain(one, 3, 2);
    }
    expect(app.synthYaml()).toBe(plain.synthYaml());
  });

  test('Chart.toJson and Testing.synth give the manifests of a chart', () => {
    const app = new HardenedApp();
    const [, second] = chain(app, 2, 1);
    expect(Testing.synth(second)).toEqual(second.toJson());
    expect(second.toJson().map(manifest => manifest.spec.id)).toEqual(['thing-0']);
  });

  test('charts are sorted by what they were said to depend on, and after synthesis by what their objects depend on too', () => {
    const app = new HardenedApp();
    const [first, second, third] = ['first', 'second', 'third'].map(id => new Chart(app, id));
    first.addDependency(third);
    thing(first, 'a').addDependency(thing(second, 'b'));
    expect(app.charts).toEqual([third, first, second]);
    app.synthYaml();
    expect(app.charts).toEqual([third, second, first]);
  });
});

describe('nothing is written, not even the folder,', () => {
  const failures: [string, Fill, RegExp][] = [
    ['when a validation fails', app => {
      shop(app);
      app.node.findChild('shop').node.addValidation({ validate: () => ['is wrong', 'is bad'] });
    }, /^Error: Validation failed with the following errors:\n {2}\[shop\] is wrong\n {2}\[shop\] is bad$/],
    ['when charts depend on each other in a cycle', app => {
      const [first,, third] = chain(app, 3);
      first.addDependency(third);
    }, /^Error: Dependency cycle detected: chart-1 => chart-0 => chart-2 => chart-1$/],
    ['when an object cannot be rendered', app => {
      shop(app);
      thing(app.node.findChild('other') as Chart, 'last').addJsonPatch(JsonPatch.replace('/no/such/path', 1));
    }, /^Error: Failed serializing construct at path 'other\/last' with name 'other-last-/],
    ['when a construct outside of any chart depends on another', app => {
      new Construct(app, 'outside').node.addDependency(new Chart(app, 'chart'));
    }, /^Error: cannot find a parent chart \(directly or indirectly\)$/],
  ];

  test.each(failures)('%s', (_, fill, message) => {
    for (const yamlOutputType of OUTPUT_TYPES) {
      const { error, files } = synthesise(fill, { yamlOutputType });
      expect(error).toMatch(message);
      expect(files).toBeUndefined();
      expect(error).toBe(synthesise(fill, { yamlOutputType }, App).error);
    }
  });
});
