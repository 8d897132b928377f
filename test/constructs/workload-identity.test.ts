import { WorkloadIdentity } from '../../src/constructs/workload-identity';

const CLIENT_ID = '01234567-89ab-cdef-0123-456789abcdef';

test.each([
  ['AWS', WorkloadIdentity.aws('arn:aws:iam::123456789012:role/shop/cart'), { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/shop/cart' }],
  ['AWS in China', WorkloadIdentity.aws('arn:aws-cn:iam::123456789012:role/cart'), { 'eks.amazonaws.com/role-arn': 'arn:aws-cn:iam::123456789012:role/cart' }],
  ['AWS for the government', WorkloadIdentity.aws('arn:aws-us-gov:iam::123456789012:role/cart'),
    { 'eks.amazonaws.com/role-arn': 'arn:aws-us-gov:iam::123456789012:role/cart' }],
  ['Google Cloud', WorkloadIdentity.gcp('cart-reader@shop-prod-1.iam.gserviceaccount.com'),
    { 'iam.gke.io/gcp-service-account': 'cart-reader@shop-prod-1.iam.gserviceaccount.com' }],
  ['Google Cloud with a project of a domain', WorkloadIdentity.gcp('cart-reader@shop-prod.example.com.iam.gserviceaccount.com'),
    { 'iam.gke.io/gcp-service-account': 'cart-reader@shop-prod.example.com.iam.gserviceaccount.com' }],
])('%s is named by an annotation of the account, and needs no label', (_, identity, annotations) => {
  expect(identity._annotations).toEqual(annotations);
  expect(identity._podLabels).toEqual({});
});

test('Azure is named by an annotation of the account, and needs a label on the pods', () => {
  const identity = WorkloadIdentity.azure(CLIENT_ID);
  expect(identity._annotations).toEqual({ 'azure.workload.identity/client-id': CLIENT_ID });
  expect(identity._podLabels).toEqual({ 'azure.workload.identity/use': 'true' });
});

describe('an identity is refused', () => {
  const AWS = (got: string) => `WorkloadIdentity.aws: must be the ARN of an IAM role (got ${got}). Write arn:aws:iam::<account of 12 digits>:role/<name>.`;
  const GCP = (got: string) => `WorkloadIdentity.gcp: must be the address of a service account made for the workload (got ${got}). `
    + 'Write <name>@<project>.iam.gserviceaccount.com; the default accounts of a project may do too much.';
  const AZURE = (got: string) => `WorkloadIdentity.azure: must be the client id of an identity (got ${got}). Write its UUID, as ${CLIENT_ID}.`;

  test.each([
    ['that is a name and no ARN', () => WorkloadIdentity.aws('cart'), AWS('"cart"')],
    ['that is a user', () => WorkloadIdentity.aws('arn:aws:iam::123456789012:user/cart'), AWS('"arn:aws:iam::123456789012:user/cart"')],
    ['of an account that is too short', () => WorkloadIdentity.aws('arn:aws:iam::1234:role/cart'), AWS('"arn:aws:iam::1234:role/cart"')],
    ['that is missing', () => WorkloadIdentity.aws(undefined as any), AWS('nothing')],
    ['that goes on with another line', () => WorkloadIdentity.aws('arn:aws:iam::123456789012:role/cart\nx'), AWS('"arn:aws:iam::123456789012:role/cart\\nx"')],
    ['that is a person', () => WorkloadIdentity.gcp('jane@example.com'), GCP('"jane@example.com"')],
    ['that is the default account of a project', () => WorkloadIdentity.gcp('123456-compute@developer.gserviceaccount.com'),
      GCP('"123456-compute@developer.gserviceaccount.com"')],
    ['that is a name and no client id', () => WorkloadIdentity.azure('cart'), AZURE('"cart"')],
    ['that is empty', () => WorkloadIdentity.azure(''), AZURE('""')],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(new Error(message));
  });
});
