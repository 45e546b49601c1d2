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
