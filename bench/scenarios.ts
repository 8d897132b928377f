import { TreeName } from './trees';

/** One side of a comparison. */
export interface Side {
  readonly app: 'App' | 'HardenedApp';
  readonly tree: TreeName;
  readonly objects: number;
}

export interface Scenario {
  readonly name: string;
  readonly objects: number;
  readonly left: Side;
  readonly right: Side;
  /** How often each side is measured; the median counts. */
  readonly runs: number;
}

/** Scenarios that compare the same two things, printed as one table. */
export interface Section {
  readonly title: string;
  readonly left: string;
  readonly right: string;
  /** Whether building the tree counts too. */
  readonly countsBuild?: boolean;
  /** Whether both sides have to write the same bytes. */
  readonly same: boolean;
  readonly scenarios: readonly Scenario[];
}

const number = (value: number) => value.toLocaleString('en-GB');

function appAgainstHardened(tree: TreeName, name: (objects: number) => string, runs: Readonly<Record<number, number>>): Scenario[] {
  return Object.entries(runs).map(([key, count]) => {
    const objects = Number(key);
    return { name: name(objects), objects, left: { app: 'App', tree, objects }, right: { app: 'HardenedApp', tree, objects }, runs: count };
  });
}

function unchainedAgainstChained(charts: number): Scenario {
  const objects = charts * 10;
  return {
    name: `${charts} charts of ten`,
    objects,
    left: { app: 'HardenedApp', tree: 'chartsOfTen', objects },
    right: { app: 'HardenedApp', tree: 'chainOfTen', objects },
    runs: 5,
  };
}

function plusAgainstSecure(objects: number, runs: number): Scenario {
  return {
    name: `${number(objects)} objects`,
    objects,
    left: { app: 'HardenedApp', tree: 'plusWorkloads', objects },
    right: { app: 'HardenedApp', tree: 'secureWorkloads', objects },
    runs,
  };
}

/** Numbers of objects, each with how often it is measured. A new comparison is one more section, a new size one more entry. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Deployments in one chart',
    left: 'App',
    right: 'HardenedApp',
    same: true,
    scenarios: appAgainstHardened('oneChart', number, { 0: 5, 100: 5, 1_000: 5, 5_000: 3, 20_000: 3 }),
  },
  {
    title: 'Deployments in charts of ten',
    left: 'App',
    right: 'HardenedApp',
    same: true,
    // App takes minutes for the last one.
    scenarios: appAgainstHardened('chartsOfTen', number, { 100: 5, 1_000: 5, 5_000: 3, 20_000: 1 }),
  },
  {
    title: 'A chain of charts of ten (App is exponential: not beyond 7 charts)',
    left: 'App',
    right: 'HardenedApp',
    same: true,
    scenarios: appAgainstHardened('chainOfTen', objects => `${objects / 10} charts`, { 30: 5, 50: 5, 70: 5 }),
  },
  {
    title: 'HardenedApp: the same charts unchained and chained',
    left: 'unchained',
    right: 'chained',
    same: false,
    scenarios: [unchainedAgainstChained(50), unchainedAgainstChained(500)],
  },
  {
    title: 'Workloads with all around them, in HardenedApp: build and synthesis',
    left: 'cdk8s-plus',
    right: 'secure',
    countsBuild: true,
    same: false,
    scenarios: Object.entries({ 1_000: 5, 5_000: 5, 20_000: 3 }).map(([key, runs]) => plusAgainstSecure(Number(key), runs)),
  },
];
