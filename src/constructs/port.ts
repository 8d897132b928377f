import { Protocol } from 'cdk8s-plus-27';
import { invalid } from '../kubernetes/invalid';
import { isPortName } from '../kubernetes/names';
import { checkPort } from './port-number';
import { checkProps, text } from './prop-shapes';

/** How a port is named and reached. */
export interface PortOptions {
  /**
   * The name of the port, at most 15 characters of a-z, 0-9 and `-`.
   * @default - protocol and number, such as tcp-8080
   */
  readonly name?: string;
  /**
   * The port of the Service in front of it.
   * @default - the number of the port itself
   */
  readonly servicePort?: number;
}

/** A port on which a container listens. */
export class Port {
  /** A TCP port, 1 to 65535. */
  public static tcp(number: number, options: PortOptions = {}): Port { return new Port(number, Protocol.TCP, options); }

  /** A UDP port, 1 to 65535. */
  public static udp(number: number, options: PortOptions = {}): Port { return new Port(number, Protocol.UDP, options); }

  /** An SCTP port, 1 to 65535. */
  public static sctp(number: number, options: PortOptions = {}): Port { return new Port(number, Protocol.SCTP, options); }

  /** The name of the port. */
  public readonly name: string;
  /** The port of the Service in front of it. */
  public readonly servicePort: number;

  private constructor(
    /** The number of the port. */
    public readonly number: number,
    /** The protocol that is spoken there. */
    public readonly protocol: Protocol,
    options: PortOptions,
  ) {
    checkPort('Port', number);
    checkProps(`Port ${number}`, options, {}, { name: text('http') });
    this.name = options.name ?? `${protocol.toLowerCase()}-${number}`;
    if (!isPortName(this.name)) {
      throw invalid(`Port ${number}`, 'name must be at most 15 characters of a-z, 0-9 and -, with a letter', options.name, 'Shorten it, such as http or grpc.');
    }
    this.servicePort = options.servicePort ?? number;
    checkPort(`Port ${number} servicePort`, this.servicePort, 'Take the port of the Service, such as 80.');
  }

  /** The port in a network policy.
   * @internal */
  public _toPolicyPort(): any {
    return { port: this.number, protocol: this.protocol };
  }
}
