import { EnvValue } from 'cdk8s-plus-27';
import { SecureWorkload } from '../../src';

const SCRIPT = `MAX_RETRIES=12
RETRY_INTERVAL=10
for i in $(seq 1 $MAX_RETRIES); do
  echo "Attempt $i: Pinging frontend: \${FRONTEND_ADDR}..."
  STATUSCODE=$(wget --server-response http://\${FRONTEND_ADDR} 2>&1 | awk '/^  HTTP/{print $2}')
  if [ $STATUSCODE -eq 200 ]; then
      echo "Frontend is reachable."
      exit 0
  fi
  echo "Error: Could not reach frontend - Status code: \${STATUSCODE}"
  sleep $RETRY_INTERVAL
done
echo "Failed to reach frontend after $MAX_RETRIES attempts."
exit 1
`;

/** Keeps a workload from starting before the frontend answers. What is said of its pod holds for this container too. */
export function waitForFrontend(workload: SecureWorkload, address: string): void {
  workload.addInitContainer('frontend-check', {
    image: 'busybox:1.38.0@sha256:fd8d9aa63ba2f0982b5304e1ee8d3b90a210bc1ffb5314d980eb6962f1a9715d',
    command: ['/bin/sh', '-exc', SCRIPT],
    envVariables: { FRONTEND_ADDR: EnvValue.fromValue(address) },
  });
}
