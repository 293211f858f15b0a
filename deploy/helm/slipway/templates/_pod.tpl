{{- /* One Secret's key as a file, read only. Takes a list: volume, Secret, key, name of the file. */ -}}
{{- define "slipway.secretFile" -}}
- name: {{ index . 0 }}
  secret:
    secretName: {{ index . 1 }}
    defaultMode: 0440
    items: [{ key: {{ index . 2 }}, path: {{ index . 3 }} }]
{{- end }}

{{- define "slipway.secretFolder" -}}
- name: {{ index . 0 }}
  secret: { secretName: {{ index . 1 }}, defaultMode: 0440 }
{{- end }}

{{- define "slipway.sharedVolumes" -}}
{{- with .Values.temporal.apiKey }}{{ if .secretName }}
{{ include "slipway.secretFile" (list "temporal-api-key" .secretName .key "key") }}
{{- end }}{{ end }}
{{- with .Values.temporal.profile.secretName }}
{{ include "slipway.secretFolder" (list "temporal" .) }}
{{- end }}
{{- with .Values.temporal.encryptionKeys }}{{ if .secretName }}
{{ include "slipway.secretFile" (list "encryption-keys" .secretName .key "keys") }}
{{- end }}{{ end }}
{{- with .Values.receivers.secretName }}
{{ include "slipway.secretFolder" (list "receivers" .) }}
{{- end }}
{{- end }}

{{- define "slipway.starterVolumes" -}}
{{- with .Values.starter.signIn.token }}{{ if .secretName }}
{{ include "slipway.secretFile" (list "token" .secretName .key "token") }}
{{- end }}{{ end }}
{{- with .Values.starter.signIn.sessionKey }}{{ if .secretName }}
{{ include "slipway.secretFile" (list "session-key" .secretName .key "key") }}
{{- end }}{{ end }}
{{- if .Values.policy.content }}
- name: policy
  configMap: { name: {{ include "slipway.fullname" . }}-policy }
{{- else if .Values.policy.secretName }}
{{ include "slipway.secretFolder" (list "policy" .Values.policy.secretName) }}
{{- end }}
{{- end }}

{{- /* Each of the volumes above under /etc/slipway, by its name. Takes the volumes as text. */ -}}
{{- define "slipway.mounts" -}}
{{- range (fromYamlArray .) }}
- { name: {{ .name }}, mountPath: /etc/slipway/{{ .name }}, readOnly: true }
{{- end }}
{{- end }}

{{- define "slipway.emptyDir" -}}
{ sizeLimit: {{ .size }}{{ with .medium }}, medium: {{ . }}{{ end }} }
{{- end }}

{{- /* The images' user; the group owns what is mounted, the tokens of a role for service accounts included. */ -}}
{{- define "slipway.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "slipway.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{- /* Where pods run. Takes a dict with root and component. */ -}}
{{- define "slipway.placement" -}}
{{- $settings := index .root.Values .component }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
{{- range . }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- with $settings.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with $settings.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with $settings.affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with $settings.topologySpreadConstraints }}
topologySpreadConstraints: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with $settings.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end }}

{{- define "slipway.probe" -}}
{ httpGet: { path: /actuator/health/{{ .group }}, port: http }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: {{ .failures }} }
{{- end }}
