# Third-party components

What the EAR and the daemons hold or are compiled against. Made by the build, which fails on a
licence that is not in the list in `pom.xml`.

| component | version | licence |
|---|---|---|
<#list dependencyMap as e>
<#assign p = e.getKey()/>
<#assign l = e.getValue()/>
| ${p.groupId}:${p.artifactId} | ${p.version} | ${l?join(", ")} |
</#list>

From npm, pinned by `web-module/package-lock.json`, in the WAR unmodified at `console/novnc` with their licences:

| package | version | licence |
|---|---|---|
| @novnc/novnc | 1.7.0 | MPL-2.0 |
| pako, adapted by noVNC, in its `vendor` | 1.0.3 | MIT |
