import { Size } from 'cdk8s';
import { PersistentVolumeAccessMode } from 'cdk8s-plus-27';
import { invalid } from '../kubernetes/invalid';
import { isDnsLabel, isDnsSubdomain } from '../kubernetes/names';
import { parseQuantity } from '../kubernetes/quantity';
import { checkMountPath } from './mount-paths';
import { checkProps, oneOf, SIZE, text } from './prop-shapes';
import { quantityOfSize } from './quantity-of-size';

/** The disk that each replica of a StatefulSet gets. */
export interface VolumeClaimOptions {
  /** Where the main container mounts it, absolute. */
  readonly mountPath: string;
  /** Its size. */
  readonly size: Size;
  /**
   * The class of storage.
   * @default - the default class of the cluster
   */
  readonly storageClassName?: string;
  /**
   * Who may mount it at a time.
   * @default PersistentVolumeAccessMode.READ_WRITE_ONCE_POD
   */
  readonly accessMode?: PersistentVolumeAccessMode;
}

const ACCESS_MODE = oneOf(PersistentVolumeAccessMode, 'PersistentVolumeAccessMode.READ_WRITE_ONCE_POD');

/** A disk of its own for each replica of a StatefulSet. */
export class VolumeClaim {
  /** A claim by name. Throws where name or path are none. */
  public static of(name: string, options: VolumeClaimOptions): VolumeClaim {
    return new VolumeClaim(name, options);
  }

  private constructor(
    /** The name of the claim; the disk of the first replica is `<name>-<workload>-0`. */
    public readonly name: string,
    private readonly options: VolumeClaimOptions,
  ) {
    if (!isDnsLabel(name)) { throw invalid('VolumeClaim', 'name must be a DNS-1123 label', name, 'Use a-z, 0-9 and -.'); }
    checkProps(`VolumeClaim ${name}`, options, { mountPath: text('/data'), size: SIZE }, { storageClassName: text('fast'), accessMode: ACCESS_MODE });
    checkMountPath(`VolumeClaim ${name}`, options.mountPath);
    const { size, storageClassName } = options;
    if ((parseQuantity(quantityOfSize(size)) ?? 0n) <= 0n) {
      throw invalid(`VolumeClaim ${name}`, 'size must be above zero', quantityOfSize(size), 'Write it as Size.gibibytes(10).');
    }
    if (storageClassName !== undefined && !isDnsSubdomain(storageClassName)) {
      throw invalid(`VolumeClaim ${name}`, 'storageClassName must be the name of a StorageClass', storageClassName, 'Write metadata.name of the class.');
    }
  }

  /** Where the main container mounts it. */
  public get mountPath(): string { return this.options.mountPath; }

  /** The template of the claim.
   * @internal */
  public _toKube(): any {
    const { size, storageClassName, accessMode } = this.options;
    return {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: this.name },
      spec: {
        accessModes: [accessMode ?? PersistentVolumeAccessMode.READ_WRITE_ONCE_POD],
        resources: { requests: { storage: quantityOfSize(size) } },
        ...(storageClassName === undefined ? {} : { storageClassName }),
      },
    };
  }
}
