package podsecurity

import (
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"cdk8s-hardened/control-plane/internal/waiver"
)

// repairs undo, for each check of the library that Pod Security knows, that which a waiver of it excuses.
// A waiver of any other check has no repair here, and so excuses nothing.
var repairs = map[string]func(*corev1.Pod, waiver.Waiver){
	"host-network": func(pod *corev1.Pod, _ waiver.Waiver) { pod.Spec.HostNetwork = false },
	"host-pid":     func(pod *corev1.Pod, _ waiver.Waiver) { pod.Spec.HostPID = false },
	"host-ipc":     func(pod *corev1.Pod, _ waiver.Waiver) { pod.Spec.HostIPC = false },
	"host-port": eachContainer(func(c *corev1.Container) {
		for i := range c.Ports {
			c.Ports[i].HostPort = 0
		}
	}),
	"host-path-volume":        func(pod *corev1.Pod, _ waiver.Waiver) { replaceVolumes(pod, isHostPath) },
	"volume-types-restricted": func(pod *corev1.Pod, _ waiver.Waiver) { replaceVolumes(pod, isOtherVolume) },
	"unsafe-sysctls": func(pod *corev1.Pod, _ waiver.Waiver) {
		if pod.Spec.SecurityContext != nil {
			pod.Spec.SecurityContext.Sysctls = nil
		}
	},
	"host-probe-lifecycle": eachContainer(removeHosts),
	"privileged-container": eachSecurityContext(func(sc *corev1.SecurityContext) {
		if sc.Privileged != nil && *sc.Privileged {
			// The API refuses a privileged container that rules escalation out, so this waiver includes that one.
			sc.Privileged, sc.AllowPrivilegeEscalation = nil, new(bool)
		}
	}),
	"allow-privilege-escalation": eachSecurityContext(func(sc *corev1.SecurityContext) { sc.AllowPrivilegeEscalation = new(bool) }),
	"proc-mount-unmasked":        eachSecurityContext(func(sc *corev1.SecurityContext) { sc.ProcMount = nil }),
	"capabilities-drop-all": eachSecurityContext(func(sc *corev1.SecurityContext) {
		capabilities(sc).Drop = []corev1.Capability{"ALL"}
	}),
	"capabilities-added": eachSecurityContext(func(sc *corev1.SecurityContext) {
		if slices.Contains(capabilities(sc).Add, "SYS_ADMIN") {
			// The API refuses SYS_ADMIN where escalation is ruled out, as above.
			sc.AllowPrivilegeEscalation = new(bool)
		}
		capabilities(sc).Add = nil
	}),
	"selinux-custom-options": func(pod *corev1.Pod, w waiver.Waiver) {
		eachSecurityContext(func(sc *corev1.SecurityContext) { sc.SELinuxOptions = nil })(pod, w)
		ofPod(pod, w, func(sc *corev1.PodSecurityContext) { sc.SELinuxOptions = nil })
	},
	"apparmor-unconfined": repairAppArmor,
	// One field, two checks: set to Unconfined, and not set.
	"seccomp-unconfined":      repairSeccomp,
	"seccomp-profile-missing": repairSeccomp,
	"run-as-non-root":         repairRunAsNonRoot,
	"run-as-user-root": func(pod *corev1.Pod, w waiver.Waiver) {
		eachSecurityContext(func(sc *corev1.SecurityContext) { sc.RunAsUser = unlessRoot(sc.RunAsUser) })(pod, w)
		ofPod(pod, w, func(sc *corev1.PodSecurityContext) { sc.RunAsUser = unlessRoot(sc.RunAsUser) })
	},
	"windows-host-process": func(pod *corev1.Pod, w waiver.Waiver) {
		eachSecurityContext(func(sc *corev1.SecurityContext) { sc.WindowsOptions = nil })(pod, w)
		ofPod(pod, w, func(sc *corev1.PodSecurityContext) { sc.WindowsOptions = nil })
		// The API demands the host network of a HostProcess pod.
		pod.Spec.HostNetwork = false
	},
}

func repairAppArmor(pod *corev1.Pod, w waiver.Waiver) {
	eachSecurityContext(func(sc *corev1.SecurityContext) { sc.AppArmorProfile = nil })(pod, w)
	ofPod(pod, w, func(sc *corev1.PodSecurityContext) { sc.AppArmorProfile = nil })
	for key := range pod.Annotations {
		if container, ok := strings.CutPrefix(key, corev1.DeprecatedAppArmorBetaContainerAnnotationKeyPrefix); ok && w.Covers(container) {
			delete(pod.Annotations, key)
		}
	}
}

func repairSeccomp(pod *corev1.Pod, w waiver.Waiver) {
	runtimeDefault := &corev1.SeccompProfile{Type: corev1.SeccompProfileTypeRuntimeDefault}
	eachSecurityContext(func(sc *corev1.SecurityContext) { sc.SeccompProfile = runtimeDefault })(pod, w)
	ofPod(pod, w, func(sc *corev1.PodSecurityContext) { sc.SeccompProfile = runtimeDefault })
}

func repairRunAsNonRoot(pod *corev1.Pod, w waiver.Waiver) {
	yes := true
	eachSecurityContext(func(sc *corev1.SecurityContext) { sc.RunAsNonRoot = &yes })(pod, w)
	ofPod(pod, w, func(sc *corev1.PodSecurityContext) { sc.RunAsNonRoot = &yes })
}

func unlessRoot(user *int64) *int64 {
	if user != nil && *user == 0 {
		return nil
	}
	return user
}

func removeHosts(c *corev1.Container) {
	for _, probe := range []*corev1.Probe{c.LivenessProbe, c.ReadinessProbe, c.StartupProbe} {
		if probe != nil {
			removeHost(probe.HTTPGet, probe.TCPSocket)
		}
	}
	if c.Lifecycle == nil {
		return
	}
	for _, hook := range []*corev1.LifecycleHandler{c.Lifecycle.PostStart, c.Lifecycle.PreStop} {
		if hook != nil {
			removeHost(hook.HTTPGet, hook.TCPSocket)
		}
	}
}

func removeHost(get *corev1.HTTPGetAction, socket *corev1.TCPSocketAction) {
	if get != nil {
		get.Host = ""
	}
	if socket != nil {
		socket.Host = ""
	}
}
