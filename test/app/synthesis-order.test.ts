import { App, Chart } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { chain, deployment, Fill, namesOf, synthesise, thing } from './small-apps';

describe('cycles', () => {
  const message = (fill: Fill, create?: typeof App) => synthesise(fill, {}, create).error;

  test('are told as App tells them', () => {
    const fill: Fill = app => {
      const chart = new Chart(app, 'chart');
      const [a, b, c] = ['a', 'b', 'c'].map(id => thing(chart, id));
      a.addDependency(b);
      b.addDependency(c);
      c.addDependency(a);
    };
    expect(message(fill)).toBe('Error: Dependency cycle detected: chart/a => chart/b => chart/c => chart/a');
    expect(message(fill)).toBe(message(fill, App));
  });

  test('are told as App tells them with dead ends on the way', () => {
    const fill: Fill = app => {
      const chart = new Chart(app, 'chart');
      const [a, b, c, d, e] = ['a', 'b', 'c', 'd', 'e'].map(id => thing(chart, id));
      a.addDependency(b, d);
      b.addDependency(c, e, d);
      c.addDependency(d, e);
      d.addDependency(e);
      e.addDependency(a);
    };
    expect(message(fill)).toBe(message(fill, App));
    expect(message(fill)).toMatch(/^Error: Dependency cycle detected: /);
  });

  test('are told with one way round where App would list more ways than anybody has time for', () => {
    const error = message(app => {
      const chart = new Chart(app, 'chart');
      const pairs = Array.from({ length: 50 }, (_, i) => new Construct(chart, `pair-${i}`));
      for (const pair of pairs) { ['a', 'b'].forEach(id => thing(pair, id)); }
      pairs.slice(1).forEach((pair, i) => pair.node.addDependency(pairs[i]));
      pairs[0].node.findChild('a').node.addDependency(pairs[49].node.findChild('b'));
    });
    const paths = (error as string).replace('Error: Dependency cycle detected: ', '').split(' => ');
    expect(paths).toHaveLength(51);
    expect(paths[0]).toBe(paths[50]);
    expect(new Set(paths).size).toBe(50);
  });

  test('of a construct that depends on what it is in are told', () => {
    const fill: Fill = app => {
      const chart = new Chart(app, 'chart');
      const pair = new Construct(chart, 'pair');
      thing(pair, 'a');
      thing(pair, 'b');
      pair.node.addDependency(chart);
    };
    expect(message(fill)).toBe('Error: Dependency cycle detected: chart/pair/a => chart/pair/b => chart/pair/a');
    expect(message(fill)).toBe(message(fill, App));
  });

  test('of one object are told, where App leaves the object out without a word', () => {
    const fill: Fill = app => {
      const object = thing(new Chart(app, 'chart'), 'thing');
      object.addDependency(object);
    };
    expect(synthesise(fill, {}, App)).toEqual({ error: undefined, files: { 'chart.k8s.yaml': '' } });
    expect(synthesise(fill)).toEqual({ error: 'Error: Dependency cycle detected: chart/thing => chart/thing', files: undefined });
  });

  test('of one object are told, where App overflows the stack', () => {
    const fill: Fill = app => {
      const object = thing(new Chart(app, 'chart'), 'thing');
      object.addDependency(object);
      thing(object.chart, 'other').addDependency(object);
    };
    expect(message(fill, App)).toBe('Error: Maximum call stack size exceeded');
    expect(message(fill)).toBe('Error: Dependency cycle detected: chart/thing => chart/thing');
  });

  test('of a construct that is no object do no harm', () => {
    const fill: Fill = app => {
      const made = deployment(new Chart(app, 'chart'), 'deployment');
      made.node.addDependency(made);
    };
    expect(synthesise(fill)).toEqual(synthesise(fill, {}, App));
    expect(synthesise(fill).files!['chart.k8s.yaml']).toContain('kind: Deployment');
  });
});

describe('large apps', () => {
  test('a chain of 50 charts is written in order', () => {
    const names = namesOf(app => { chain(app, 50); });
    expect(names).toHaveLength(50);
    expect(names[49]).toBe('0049-chart-49.k8s.yaml');
  });

  test('two charts of 5,000 objects may depend on each other', () => {
    const { error } = synthesise(app => { chain(app, 2, 5_000); });
    expect(error).toBeUndefined();
  });

  test('5,000 objects may depend on one namespace', () => {
    const { files } = synthesise(app => {
      const chart = new Chart(app, 'chart');
      const objects = Array.from({ length: 5_000 }, (_, i) => thing(chart, `thing-${i}`));
      const namespace = new Namespace(chart, 'namespace');
      for (const object of objects) { object.addDependency(namespace); }
    });
    expect(files!['chart.k8s.yaml']).toMatch(/^apiVersion: v1\nkind: Namespace\n/);
  });

  test('20,000 objects may depend on each other in a row, deeper than the stack', () => {
    const { files } = synthesise(app => {
      const chart = new Chart(app, 'chart');
      const objects = Array.from({ length: 20_000 }, (_, i) => thing(chart, `thing-${i}`, { name: `thing-${i}` }));
      objects.slice(1).forEach((object, i) => objects[i].addDependency(object));
    });
    expect(files!['chart.k8s.yaml']).toMatch(/^apiVersion: v1\nkind: Thing\nmetadata:\n {2}name: thing-19999\n/);
  });

  test('charts may be nested 100 deep', () => {
    const names = namesOf(app => {
      let scope: Construct = app;
      for (let i = 0; i < 100; i++) {
        scope = new Chart(scope, `c${i}`);
        thing(scope, 'thing');
      }
    });
    expect(names).toHaveLength(100);
    expect(names[99]).toBe('0099-c0.k8s.yaml');
  });
});
