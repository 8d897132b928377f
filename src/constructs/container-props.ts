import { Size } from 'cdk8s';
import { EnvValue, VolumeMount } from 'cdk8s-plus-27';
import { Port } from './port';
import { Probes } from './probes';
import { Resources } from './resources';
import { SecretFiles } from './secret-files';

/** A container that is hardened. */
export interface SecureContainerProps {
  /** The image, with a fixed tag or, better, a digest: `registry.example.com/cart:1.4@sha256:...`. */
  readonly image: string;
  /**
   * The program and its arguments, in place of the image's entrypoint.
   * @default - the entrypoint of the image
   */
  readonly command?: string[];
  /**
   * Arguments of the program.
   * @default - those of the image
   */
  readonly args?: string[];
  /**
   * The directory in which the program starts.
   * @default - that of the image
   */
  readonly workingDir?: string;
  /**
   * The one TCP port on which the container listens; short for `ports: [Port.tcp(port)]`.
   * @default - none
   */
  readonly port?: number;
  /**
   * The ports on which the container listens.
   * @default - none
   */
  readonly ports?: Port[];
  /**
   * Environment variables by name. Secrets belong in `secrets`: from a secret they need a waiver.
   * @default - none
   */
  readonly envVariables?: { [name: string]: EnvValue };
  /**
   * How the container is probed.
   * @default - the first TCP port is opened; without one, a long-running container must say how
   */
  readonly probes?: Probes;
  /**
   * Requests and limits.
   * @default - 100m to 500m cpu, 128 MiB memory, 64 MiB to 256 MiB ephemeral storage
   */
  readonly resources?: Resources;
  /**
   * Directories that the program writes to, absolute; each becomes an emptyDir. All others are read-only.
   * @default - none
   */
  readonly writablePaths?: string[];
  /**
   * The size of each writable directory, in whole mebibytes.
   * @default - 64 MiB
   */
  readonly writablePathSize?: Size;
  /**
   * Keys of secrets that the container gets as files.
   * @default - none
   */
  readonly secrets?: SecretFiles[];
  /**
   * Volumes that the container mounts.
   * @default - none
   */
  readonly volumeMounts?: VolumeMount[];
  /**
   * Capabilities that the container gets back, such as NET_BIND_SERVICE; any other needs a waiver.
   * @default - none
   */
  readonly addCapabilities?: string[];
}
