import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, App, Chart, Names, YamlOutputType } from 'cdk8s';
import { YamlWriter } from './yaml-writer';

/** What there is to write of a chart; made one at a time, when it is asked for. */
export interface ChartContents {
  /** The manifests of a chart. */
  manifests(chart: Chart): Iterable<any>;
  /** The objects that the manifests are made of. */
  objects(chart: Chart): readonly ApiObject[];
}

/** The folders and files of an app: all of them are made before the first one is written. */
export class OutputFiles {
  private readonly writer = new YamlWriter();
  private readonly folders: string[];
  private readonly files: { path: string; text: string }[] = [];

  constructor(private readonly app: App) {
    this.folders = [app.outdir];
  }

  /** Makes the files of all charts; `isIndexed` puts the order of charts that depend on each other into their names. */
  public add(charts: readonly Chart[], isIndexed: boolean, contents: ChartContents): void {
    const nameOf = (chart: Chart, index: number) => `${isIndexed ? `${index.toString().padStart(4, '0')}-` : ''}${Names.toDnsLabel(chart)}`;
    switch (this.app.yamlOutputType) {
      case YamlOutputType.FILE_PER_APP:
        if (charts.length > 0) { this.addYaml('app', manifestsOf(charts, contents)); }
        break;
      case YamlOutputType.FILE_PER_CHART:
        charts.forEach((chart, index) => this.addYaml(nameOf(chart, index), contents.manifests(chart)));
        break;
      case YamlOutputType.FILE_PER_RESOURCE:
        for (const manifest of manifestsOf(charts, contents)) {
          if (manifest !== undefined) { this.addYaml(resourceName(manifest), [manifest]); }
        }
        break;
      case YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE:
        charts.forEach((chart, index) => this.addFolder(nameOf(chart, index), contents.objects(chart)));
        break;
    }
  }

  /** Makes the file that leads from the name of an object to its construct. */
  public addConstructMetadata(objects: readonly ApiObject[]): void {
    const resources: Record<string, { path: string }> = {};
    for (const object of objects) {
      resources[object.name] = { path: object.node.path };
    }
    this.files.push({ path: join(this.app.outdir, 'construct-metadata.json'), text: JSON.stringify({ version: '1.0.0', resources }) });
  }

  /** Writes everything; a file of the same name as one before it takes its place. */
  public write(): void {
    for (const folder of this.folders) { mkdirSync(folder, { recursive: true }); }
    for (const { path, text } of this.files) { writeFileSync(path, text, { encoding: 'utf8' }); }
  }

  private addFolder(name: string, objects: readonly ApiObject[]): void {
    this.folders.push(join(this.app.outdir, name));
    for (const object of objects) {
      this.addYaml(join(name, resourceName(object)), [object.toJson()]);
    }
  }

  private addYaml(name: string, documents: Iterable<unknown>): void {
    this.files.push({ path: join(this.app.outdir, name + this.app.outputFileExtension), text: this.writer.write(documents) });
  }
}

/** The manifests of all charts. */
export function* manifestsOf(charts: readonly Chart[], contents: ChartContents): Iterable<any> {
  for (const chart of charts) { yield* contents.manifests(chart); }
}

function resourceName(resource: { kind: string; metadata: { name?: string } }): string {
  return `${resource.kind}.${resource.metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}
