{{- define "slipway.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 50 | trimSuffix "-" }}
{{- end }}

{{- define "slipway.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" }}
{{- else if contains (include "slipway.name" .) .Release.Name }}
{{- .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name (include "slipway.name" .) | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- /* Never changed: a Deployment's selector can't be. Takes a dict with root and component. */ -}}
{{- define "slipway.selector" -}}
app.kubernetes.io/name: {{ include "slipway.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end }}

{{- define "slipway.labels" -}}
{{ include "slipway.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "slipway.componentName" -}}
{{ include "slipway.fullname" .root }}-{{ .component }}
{{- end }}

{{- define "slipway.serviceAccountName" -}}
{{- $account := (index .root.Values .component).serviceAccount }}
{{- if $account.create }}{{ $account.name | default (include "slipway.componentName" .) }}
{{- else }}{{ $account.name | default "default" }}{{ end }}
{{- end }}

{{- define "slipway.image" -}}
{{- $image := (index .root.Values .component).image }}
{{- $name := list .root.Values.image.registry $image.repository | compact | join "/" }}
{{- if $image.digest }}{{ printf "%s@%s" $name $image.digest }}
{{- else }}{{ printf "%s:%s" $name (.root.Values.image.tag | default .root.Chart.AppVersion) }}{{ end }}
{{- end }}

{{- /* What people's browsers and notices use. */ -}}
{{- define "slipway.publicUrl" -}}
{{- if .Values.publicUrl }}{{ .Values.publicUrl }}
{{- else if .Values.ingress.enabled }}{{ printf "https://%s" .Values.ingress.host }}{{ end }}
{{- end }}
