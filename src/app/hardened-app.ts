import { App, AppProps, Chart, YamlOutputType } from 'cdk8s';
import { IConstruct } from 'constructs';
import { collectRefusals } from '../constructs/refusals';
import { ChartContents, manifestsOf, OutputFiles } from './output-files';
import { SynthesisOrder } from './synthesis-order';
import { connectCharts, refuse, validate } from './tree-preparation';
import { YamlWriter } from './yaml-writer';

/** An App that writes the same files as cdk8s's own, in time linear in their size, and no file at all where one cannot be made. */
export class HardenedApp extends App {
  private readonly recordsMetadata: boolean;
  private connected: readonly IConstruct[] = [];

  /** Defines an app. */
  constructor(props: AppProps = {}) {
    super(props);
    this.recordsMetadata = props.recordConstructMetadata ?? process.env.CDK8S_RECORD_CONSTRUCT_METADATA === 'true';
  }

  /** All charts in this app, sorted topologically. */
  public get charts(): Chart[] {
    return new SynthesisOrder(this, this.connected).charts;
  }

  /** Synthesizes all manifests to the output directory. */
  public synth(): void {
    const { result: files, refusals } = collectRefusals(this, () => this.files());
    refuse(refusals);
    files.write();
  }

  /** Synthesizes the app into a YAML string with the objects of all charts. */
  public synthYaml(): string {
    const { result: yaml, refusals } = collectRefusals(this, () => this.yaml());
    refuse(refusals);
    return yaml;
  }

  private files(): OutputFiles {
    const constructs = this.node.findAll();
    validate(this, constructs);
    const isIndexed = this.connect(constructs);
    const first = new SynthesisOrder(this, constructs);
    const isPerFolder = this.yamlOutputType === YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE;
    const order = isPerFolder ? first : this.settle(first, constructs);
    const files = new OutputFiles(this);
    files.add(first.charts, isIndexed, contentsOf(order));
    if (this.recordsMetadata) {
      files.addConstructMetadata(order.charts.flatMap(chart => order.objects(chart)));
    }
    return files;
  }

  private yaml(): string {
    const constructs = this.node.findAll();
    this.connect(constructs);
    validate(this, constructs);
    const first = new SynthesisOrder(this, constructs);
    const order = this.settle(first, constructs);
    return new YamlWriter().write(manifestsOf(first.charts, contentsOf(order)));
  }

  private connect(constructs: readonly IConstruct[]): boolean {
    const isIndexed = connectCharts(constructs);
    this.connected = constructs;
    return isIndexed;
  }

  /** Validations may add constructs. cdk8s sees those when it turns to the first chart, and what they add in turn at the next one. */
  private settle(first: SynthesisOrder, constructs: readonly IConstruct[]): SynthesisOrder {
    let [order, known] = [first, constructs];
    for (let round = 0; round < first.charts.length; round++) {
      const found = order.constructs;
      if (found.length === known.length && found.every((construct, index) => construct === known[index])) { break; }
      this.connect(found);
      validate(this, found);
      [order, known] = [new SynthesisOrder(this, found), found];
    }
    return order;
  }
}

function contentsOf(order: SynthesisOrder): ChartContents {
  return {
    objects: chart => order.objects(chart),
    manifests: function* (chart) {
      if (chart.toJson !== Chart.prototype.toJson) {
        yield* Object.values(chart.toJson());
        return;
      }
      for (const object of order.objects(chart)) { yield object.toJson(); }
    },
  };
}
