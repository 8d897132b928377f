import { invalid } from '../kubernetes/invalid';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
const ROLE_ARN = /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/;
/** https://cloud.google.com/iam/docs/service-accounts-create */
const ACCOUNT_EMAIL = /^[a-z][-a-z0-9]{4,28}[a-z0-9]@[a-z][-a-z0-9]{4,28}[a-z0-9](\.[a-z0-9.-]+)?\.iam\.gserviceaccount\.com$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who a service account is to a cloud, without any key in the cluster. */
export class WorkloadIdentity {
  /** An IAM role of AWS (IAM roles for service accounts, EKS). Throws where it is no ARN of a role. */
  public static aws(roleArn: string): WorkloadIdentity {
    check('WorkloadIdentity.aws', 'must be the ARN of an IAM role', roleArn, ROLE_ARN, 'Write arn:aws:iam::<account of 12 digits>:role/<name>.');
    // https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
    return new WorkloadIdentity({ 'eks.amazonaws.com/role-arn': roleArn }, {});
  }

  /** A service account of Google Cloud (Workload Identity Federation for GKE). Throws where it is no address of an own account. */
  public static gcp(serviceAccountEmail: string): WorkloadIdentity {
    check('WorkloadIdentity.gcp', 'must be the address of a service account made for the workload', serviceAccountEmail, ACCOUNT_EMAIL,
      'Write <name>@<project>.iam.gserviceaccount.com; the default accounts of a project may do too much.');
    // https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
    return new WorkloadIdentity({ 'iam.gke.io/gcp-service-account': serviceAccountEmail }, {});
  }

  /** A managed identity or an application of Azure (Microsoft Entra Workload ID). Throws where its client id is no UUID. */
  public static azure(clientId: string): WorkloadIdentity {
    check('WorkloadIdentity.azure', 'must be the client id of an identity', clientId, UUID, 'Write its UUID, as 01234567-89ab-cdef-0123-456789abcdef.');
    // https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
    return new WorkloadIdentity({ 'azure.workload.identity/client-id': clientId }, { 'azure.workload.identity/use': 'true' });
  }

  private constructor(
    private readonly annotations: { [name: string]: string },
    private readonly podLabels: { [name: string]: string },
  ) {}

  /** What stands on the service account.
   * @internal */
  public get _annotations(): { [name: string]: string } { return { ...this.annotations }; }

  /** What stands on each pod that runs as the account.
   * @internal */
  public get _podLabels(): { [name: string]: string } { return { ...this.podLabels }; }
}

function check(subject: string, problem: string, text: unknown, pattern: RegExp, todo: string): void {
  if (typeof text !== 'string' || !pattern.test(text)) { throw invalid(subject, problem, text, todo); }
}
