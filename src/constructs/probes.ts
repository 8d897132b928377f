import { Duration } from 'cdk8s';
import { Probe } from 'cdk8s-plus-27';
import { PROBE } from '../controls/availability';
import { invalid } from '../kubernetes/invalid';
import { checkPort } from './port-number';
import { checkProps, DURATION, mapOf, PROBE as PROBE_SHAPE } from './prop-shapes';

/** When and where a container is probed. */
export interface ProbesOptions {
  /**
   * The port to probe.
   * @default - the first TCP port of the container
   */
  readonly port?: number;
  /**
   * How long to wait before the first probe.
   * @default - no wait
   */
  readonly initialDelay?: Duration;
  /**
   * The time between two readiness probes; liveness is probed half as often.
   * @default - 10 seconds
   */
  readonly period?: Duration;
  /**
   * How long a slow starter may take: a startup probe holds the others back until then.
   * @default - no startup probe
   */
  readonly slowStart?: Duration;
}

/** An HTTP probe. */
export interface HttpProbesOptions extends ProbesOptions {
  /**
   * Headers of the request.
   * @default - none
   */
  readonly headers?: { [name: string]: string };
}

/** Probes as cdk8s-plus-27 writes them, each for itself. */
export interface ProbesByPurpose {
  /** Whether traffic may come. */
  readonly readiness: Probe;
  /** Whether to start the container anew. */
  readonly liveness: Probe;
  /**
   * Whether a slow starter has started.
   * @default - no startup probe
   */
  readonly startup?: Probe;
}

/** Readiness, liveness and, for slow starters, startup of a container. */
export class Probes {
  /** GET a path; any status from 200 to 399 is well. Throws where the path does not begin with a slash. */
  public static http(path: string, options: HttpProbesOptions = {}): Probes {
    checkProps('Probes.http', options, {}, { headers: mapOf('texts', "{ Host: 'shop.example.com' }") });
    if (typeof path !== 'string' || !path.startsWith('/')) { throw invalid('Probes.http', 'path must begin with /', path, 'Write the path that the program answers, such as /healthz.'); }
    const httpHeaders = Object.entries(options.headers ?? {}).map(([name, value]) => ({ name, value }));
    return new Probes(options, port => ({ httpGet: { path, port, ...(httpHeaders.length > 0 ? { httpHeaders } : {}) } }));
  }

  /** Ask the gRPC health service. */
  public static grpc(options: ProbesOptions = {}): Probes {
    return new Probes(options, port => ({ grpc: { port } }));
  }

  /** Open a connection. */
  public static tcp(options: ProbesOptions = {}): Probes {
    return new Probes(options, port => ({ tcpSocket: { port } }));
  }

  /** Run a command in the container; exit status 0 is well. Throws where the command is empty. */
  public static command(command: string[], options: ProbesOptions = {}): Probes {
    if (!Array.isArray(command) || command.length === 0 || !command.every(part => typeof part === 'string')) {
      throw invalid('Probes.command', 'command must be a list of texts, and not empty', command, "Name the program and its arguments, as ['/healthy', '--quick'].");
    }
    return new Probes(options, () => ({ exec: { command: [...command] } }));
  }

  /** Probes of cdk8s-plus-27. */
  public static of(probes: ProbesByPurpose): Probes {
    checkProps('Probes.of', probes, { readiness: PROBE_SHAPE, liveness: PROBE_SHAPE }, { startup: PROBE_SHAPE });
    return new Probes({}, undefined, probes);
  }

  private constructor(
    private readonly options: ProbesOptions,
    private readonly action: ((port: number | undefined) => any) | undefined,
    /** The probes of cdk8s-plus-27.
     * @internal */
    public readonly _probes?: ProbesByPurpose,
  ) {
    checkProps('Probes', options, {}, { initialDelay: DURATION, period: DURATION, slowStart: DURATION });
    const { port, initialDelay, period, slowStart } = options;
    if (port !== undefined) { checkPort('Probes port', port); }
    for (const [option, duration] of Object.entries({ initialDelay, period, slowStart })) { checkSeconds(option, duration); }
  }

  /** The fields of a container; none where cdk8s-plus-27 renders the probes itself.
   * @internal */
  public _toKube(subject: string, containerPort: number | undefined): { [field: string]: any } {
    if (!this.action) { return {}; }
    const handler = this.action(this.options.port ?? containerPort);
    if (!handler.exec && (this.options.port ?? containerPort) === undefined) {
      throw invalid(subject, 'probes must have a TCP port', undefined, 'Give the container a port, or probe by Probes.command.');
    }
    const initial = this.options.initialDelay ? { initialDelaySeconds: this.options.initialDelay.toSeconds() } : {};
    const period = this.options.period?.toSeconds() ?? PROBE.readiness.periodSeconds;
    const readinessProbe = { ...structuredClone(handler), ...initial, ...PROBE.readiness, periodSeconds: period };
    const livenessProbe = { ...structuredClone(handler), ...initial, ...PROBE.liveness, periodSeconds: 2 * period };
    return { readinessProbe, livenessProbe, ...this.startup(handler) };
  }

  private startup(handler: any): { [field: string]: any } {
    if (!this.options.slowStart) { return {}; }
    const { periodSeconds } = PROBE.startup;
    const failureThreshold = Math.max(1, Math.ceil(this.options.slowStart.toSeconds() / periodSeconds));
    return { startupProbe: { ...structuredClone(handler), failureThreshold, periodSeconds } };
  }
}

function checkSeconds(option: string, duration: Duration | undefined): void {
  const seconds = duration && duration.toMilliseconds() / 1000;
  if (seconds !== undefined && (!Number.isInteger(seconds) || seconds < 1)) {
    throw invalid('Probes', `${option} must be whole seconds, and one at least`, seconds, 'Write it as Duration.seconds(10).');
  }
}
