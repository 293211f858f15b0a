{{- /* One variable; left out when the value is empty. Takes a list: name, value. */ -}}
{{- define "slipway.variable" -}}
{{- if ne (toString (index . 1)) "" }}
- name: {{ index . 0 }}
  value: {{ index . 1 | toString | quote }}
{{- end }}
{{- end }}

{{- /* What workers and starters share. Takes the root. */ -}}
{{- define "slipway.sharedVariables" -}}
{{- include "slipway.variable" (list "SLIPWAY_TEMPORAL_TARGET" .Values.temporal.target) }}
{{- include "slipway.variable" (list "SLIPWAY_TEMPORAL_NAMESPACE" .Values.temporal.namespace) }}
{{- include "slipway.variable" (list "SLIPWAY_TEMPORAL_TLS" (ternary "true" "" .Values.temporal.tls)) }}
{{- with .Values.temporal.apiKey.secretName }}
{{- include "slipway.variable" (list "SLIPWAY_TEMPORAL_APIKEYFILE" "/etc/slipway/temporal-api-key/key") }}
{{- end }}
{{- with .Values.temporal.profile.name }}
{{- include "slipway.variable" (list "SLIPWAY_TEMPORAL_PROFILE" .) }}
{{- include "slipway.variable" (list "TEMPORAL_CONFIG_FILE" "/etc/slipway/temporal/temporal.toml") }}
{{- end }}
{{- with .Values.temporal.encryptionKeys.secretName }}
{{- include "slipway.variable" (list "SLIPWAY_TEMPORAL_ENCRYPTIONKEYS" "/etc/slipway/encryption-keys/keys") }}
{{- end }}
{{- include "slipway.variable" (list "AWS_REGION" .Values.aws.region) }}
{{- include "slipway.variable" (list "SLIPWAY_AWS_ENDPOINT" .Values.aws.endpoint) }}
{{- include "slipway.variable" (list "SLIPWAY_AWS_BUCKET" .Values.aws.bucket) }}
{{- include "slipway.variable" (list "SLIPWAY_PUBLIC_URL" (include "slipway.publicUrl" .)) }}
{{- with .Values.receivers.secretName }}
{{- include "slipway.variable" (list "SLIPWAY_RECEIVERS" "/etc/slipway/receivers/receivers.yaml") }}
{{- end }}
{{- with .Values.tracing.endpoint }}
{{- include "slipway.variable" (list "OTEL_EXPORTER_OTLP_ENDPOINT" .) }}
{{- end }}
{{- with .Values.tracing.headers }}{{ if .secretName }}
- name: OTEL_EXPORTER_OTLP_HEADERS
  valueFrom: { secretKeyRef: { name: {{ .secretName }}, key: {{ .key }} } }
{{- end }}{{ end }}
# For probes and monitors, which come from outside the container.
- name: SERVER_ADDRESS
  value: 0.0.0.0
{{- end }}

{{- define "slipway.workerVariables" -}}
{{- include "slipway.variable" (list "SLIPWAY_AWS_CLOUDFORMATIONROLE" .Values.aws.cloudformationRole) }}
{{- include "slipway.variable" (list "SLIPWAY_AWS_PERMISSIONSBOUNDARY" .Values.aws.permissionsBoundary) }}
{{- include "slipway.variable" (list "SLIPWAY_WORKER_BUILD" .Values.worker.build) }}
{{- include "slipway.variable" (list "SLIPWAY_WORKER_HEALTH_PORT" .Values.worker.healthPort) }}
{{- include "slipway.variable" (list "SLIPWAY_WORK_DIRECTORY" "/tmp/slipway") }}
{{- include "slipway.variable" (list "SLIPWAY_SLOTS_BUILD" .Values.worker.slots.build) }}
{{- include "slipway.variable" (list "SLIPWAY_SLOTS_CLOUD" .Values.worker.slots.cloud) }}
{{- include "slipway.variable" (list "SLIPWAY_SLOTS_CLOUDPERSECOND" .Values.worker.slots.cloudPerSecond) }}
{{- include "slipway.variable" (list "SLIPWAY_AUDIT_RETENTIONDAYS" (.Values.worker.audit.retentionDays | int)) }}
{{- end }}

{{- define "slipway.starterVariables" -}}
{{- include "slipway.variable" (list "SLIPWAY_PORT" .Values.starter.port) }}
{{- include "slipway.variable" (list "SLIPWAY_TEMPORAL_UI" .Values.temporal.ui) }}
{{- if or .Values.policy.content .Values.policy.secretName }}
{{- include "slipway.variable" (list "SLIPWAY_POLICY" "/etc/slipway/policy/policy.yaml") }}
{{- end }}
{{- with .Values.starter.signIn.token.secretName }}
{{- include "slipway.variable" (list "SLIPWAY_SIGNIN_TOKENFILE" "/etc/slipway/token/token") }}
{{- end }}
{{- with .Values.starter.signIn.sessionKey.secretName }}
{{- include "slipway.variable" (list "SLIPWAY_SIGNIN_KEYFILE" "/etc/slipway/session-key/key") }}
{{- end }}
{{- include "slipway.variable" (list "SLIPWAY_SIGNIN_REGION" .Values.starter.signIn.region) }}
{{- include "slipway.variable" (list "SLIPWAY_ALLOWED_ORIGINS" (join "," .Values.starter.allowedOrigins)) }}
{{- include "slipway.variable" (list "SLIPWAY_WATCHERS" .Values.starter.watchers) }}
{{- range $limit, $duration := .Values.starter.limits }}
{{- include "slipway.variable" (list (printf "SLIPWAY_LIMITS_%s" (upper $limit)) $duration) }}
{{- end }}
{{- include "slipway.variable" (list "SLIPWAY_APPROVAL_SELF" .Values.starter.approval.self) }}
{{- end }}

{{- /* Takes a dict with root and component. */ -}}
{{- define "slipway.furtherVariables" -}}
{{- range $name, $value := (index .root.Values .component).env }}
- name: {{ $name }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- end }}

{{- define "slipway.envFrom" -}}
{{- with .root.Values.aws.credentials.secretName }}
- secretRef: { name: {{ . }} }
{{- end }}
{{- with (index .root.Values .component).envFrom }}
{{ toYaml . }}
{{- end }}
{{- end }}
