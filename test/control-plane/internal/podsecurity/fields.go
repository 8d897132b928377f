package podsecurity

import (
	corev1 "k8s.io/api/core/v1"

	"cdk8s-hardened/control-plane/internal/waiver"
)

// eachContainer makes a repair of the containers of every kind that the waiver covers.
func eachContainer(repair func(*corev1.Container)) func(*corev1.Pod, waiver.Waiver) {
	return func(pod *corev1.Pod, w waiver.Waiver) {
		for _, containers := range [][]corev1.Container{pod.Spec.InitContainers, pod.Spec.Containers} {
			for i := range containers {
				if w.Covers(containers[i].Name) {
					repair(&containers[i])
				}
			}
		}
		for i := range pod.Spec.EphemeralContainers {
			common := &pod.Spec.EphemeralContainers[i].EphemeralContainerCommon
			if w.Covers(common.Name) {
				// Same fields by design of the API, so the types convert.
				repair((*corev1.Container)(common))
			}
		}
	}
}

// eachSecurityContext is eachContainer for what stands in the security context, which is made where there is none.
func eachSecurityContext(repair func(*corev1.SecurityContext)) func(*corev1.Pod, waiver.Waiver) {
	return eachContainer(func(c *corev1.Container) {
		if c.SecurityContext == nil {
			c.SecurityContext = &corev1.SecurityContext{}
		}
		repair(c.SecurityContext)
	})
}

// ofPod repairs the security context of the pod, unless the waiver is for one container.
func ofPod(pod *corev1.Pod, w waiver.Waiver, repair func(*corev1.PodSecurityContext)) {
	if w.Container != "" {
		return
	}
	if pod.Spec.SecurityContext == nil {
		pod.Spec.SecurityContext = &corev1.PodSecurityContext{}
	}
	repair(pod.Spec.SecurityContext)
}

func capabilities(sc *corev1.SecurityContext) *corev1.Capabilities {
	if sc.Capabilities == nil {
		sc.Capabilities = &corev1.Capabilities{}
	}
	return sc.Capabilities
}

func isHostPath(v corev1.VolumeSource) bool { return v.HostPath != nil }

// isOtherVolume reports a volume of a type that restricted leaves out, other than hostPath, which has a check of its own.
func isOtherVolume(v corev1.VolumeSource) bool {
	return v.HostPath == nil && v.ConfigMap == nil && v.DownwardAPI == nil && v.EmptyDir == nil && v.Projected == nil && v.Secret == nil &&
		v.CSI == nil && v.PersistentVolumeClaim == nil && v.Ephemeral == nil && v.Image == nil
}

func replaceVolumes(pod *corev1.Pod, replaced func(corev1.VolumeSource) bool) {
	for i := range pod.Spec.Volumes {
		if replaced(pod.Spec.Volumes[i].VolumeSource) {
			pod.Spec.Volumes[i].VolumeSource = corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}
		}
	}
}
