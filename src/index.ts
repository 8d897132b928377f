export * from './controls/check-id';
export * from './waivers/waiver';
export * from './constructs/cluster-dns';
