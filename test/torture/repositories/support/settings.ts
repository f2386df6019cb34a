/**
 * What a person may have set in git, as `KEY=VALUE`; none of it may change what rel makes. Settings of one group are set
 * together; another value of the same key is in another group.
 */
export const settings: readonly (readonly string[])[] = [
  // How commits and diffs are shown.
  [
    ...[
      'core.abbrev=4',
      'log.showSignature=true',
      'log.showRoot=false',
      'log.decorate=full',
      'log.date=relative',
    ],
    ...['log.follow=true', 'log.abbrevCommit=true', 'log.diffMerges=combined', 'log.mailmap=true'],
    ...[
      'format.pretty=oneline',
      'format.notes=*',
      'notes.displayRef=*',
      'color.ui=always',
      'column.ui=always',
    ],
    ...['color.diff=always', 'core.pager=false', 'pager.diff=true', 'core.quotePath=false'],
  ],
  [
    ...[
      'core.abbrev=40',
      'core.quotePath=true',
      'diff.noprefix=true',
      'diff.renames=copies',
      'diff.context=0',
    ],
    ...['diff.algorithm=patience', 'diff.external=/bin/false', 'diff.orderFile=/none', 'diff.relative=true'],
    ...[
      'diff.submodule=log',
      'diff.ignoreSubmodules=all',
      'diff.wordRegex=.',
      'diff.suppressBlankEmpty=true',
    ],
    ...['diff.indentHeuristic=false', 'diff.interHunkContext=9', 'diff.autoRefreshIndex=true'],
  ],
  [
    ...['diff.mnemonicPrefix=true', 'diff.srcPrefix=x/', 'diff.dstPrefix=y/', 'diff.renames=false'],
    ...['diff.algorithm=histogram', 'diff.context=20', 'diff.renameLimit=1', 'diff.colorMoved=zebra'],
    ...['diff.mine.textconv=/bin/false', 'diff.mine.command=/bin/false', 'diff.mine.binary=true'],
    ...[
      'diff.mine.xfuncname=.*',
      'diff.lfs.textconv=/bin/false',
      'diff.statGraphWidth=1',
      'diff.dirstat=lines',
    ],
  ],
  // How merges and picks are made.
  [
    ...['merge.conflictStyle=diff3', 'merge.renames=false', 'merge.directoryRenames=true', 'merge.ff=only'],
    ...[
      'merge.default=union',
      'merge.renormalize=true',
      'merge.renameLimit=1',
      'merge.log=true',
      'merge.stat=true',
    ],
    ...[
      'merge.mine.driver=/bin/false',
      'merge.lfs.driver=/bin/false',
      'merge.verbosity=5',
      'rerere.enabled=true',
    ],
    ...['rerere.autoUpdate=true', 'merge.suppressDest=*', 'merge.branchdesc=true'],
  ],
  [
    ...[
      'merge.conflictStyle=zdiff3',
      'merge.directoryRenames=false',
      'merge.ff=false',
      'merge.autoStash=true',
    ],
    ...['merge.default=mine', 'merge.verifySignatures=true', 'merge.tool=none', 'pull.rebase=true'],
    ...['merge.mine.driver=touch %A', 'merge.mine.recursive=binary', 'merge.lfs.driver=cp %B %A'],
  ],
  // Line ends, encodings, filters, files.
  [
    ...[
      'core.autocrlf=true',
      'core.eol=crlf',
      'core.safecrlf=false',
      'core.fileMode=false',
      'core.symlinks=false',
    ],
    ...[
      'core.ignoreCase=true',
      'core.precomposeUnicode=true',
      'core.protectNTFS=true',
      'core.protectHFS=true',
    ],
    ...[
      'core.attributesFile=/none',
      'core.excludesFile=/none',
      'core.whitespace=cr-at-eol',
      'apply.whitespace=fix',
    ],
    ...['filter.lfs.clean=/bin/false', 'filter.lfs.smudge=/bin/false', 'filter.lfs.process=/bin/false'],
    ...[
      'filter.lfs.required=true',
      'filter.mine.clean=/bin/false',
      'filter.mine.required=true',
      'lfs.url=http://127.0.0.1:1/',
    ],
  ],
  [
    ...['core.autocrlf=input', 'core.eol=lf', 'core.safecrlf=true', 'core.checkRoundtripEncoding=UTF-16LE'],
    ...['core.bigFileThreshold=1', 'core.compression=9', 'core.looseCompression=0', 'pack.compression=0'],
    ...[
      'core.packedGitLimit=1m',
      'core.packedGitWindowSize=1m',
      'core.deltaBaseCacheLimit=1',
      'core.sparseCheckout=true',
    ],
    ...['core.sharedRepository=0660', 'core.logAllRefUpdates=always', 'core.preferSymlinkRefs=true'],
    ...[
      'core.commitGraph=false',
      'core.multiPackIndex=false',
      'core.untrackedCache=true',
      'core.splitIndex=true',
    ],
  ],
  [
    ...[
      'core.logAllRefUpdates=false',
      'core.createObject=rename',
      'core.fsync=all',
      'core.fsyncMethod=batch',
    ],
    ...['core.fsmonitor=/bin/false', 'core.hooksPath=/bin', 'core.editor=/bin/false', 'core.commentChar=;'],
    ...[
      'core.useReplaceRefs=true',
      'core.checkStat=minimal',
      'core.trustctime=false',
      'core.preloadIndex=false',
    ],
    ...['core.warnAmbiguousRefs=true', 'core.disambiguate=tree', 'core.maxTreeDepth=4096', 'index.version=4'],
    ...['index.threads=1', 'index.sparse=true', 'feature.manyFiles=true', 'feature.experimental=true'],
  ],
  // Texts and commits.
  [
    ...['i18n.commitEncoding=ISO-8859-1', 'i18n.logOutputEncoding=UTF-16', 'gui.encoding=latin1'],
    ...['commit.template=/none', 'commit.cleanup=strip', 'commit.verbose=true', 'commit.status=false'],
    ...['trailer.separators==', 'trailer.where=start', 'trailer.sign.key=Signed', 'trailer.ifexists=replace'],
    ...[
      'user.useConfigOnly=true',
      'author.name=Somebody',
      'author.email=else@example.com',
      'core.askPass=/bin/false',
    ],
    ...[
      'tag.sort=-creatordate',
      'branch.sort=-committerdate',
      'versionsort.suffix=-rc',
      'blame.ignoreRevsFile=/none',
    ],
    ...[
      'cherry.pick=x',
      'sequence.editor=/bin/false',
      'rebase.autoSquash=true',
      'mailmap.file=/none',
      'mailmap.blob=x',
    ],
  ],
  // Fetching and pushing.
  [
    ...['fetch.prune=true', 'fetch.pruneTags=true', 'fetch.writeCommitGraph=true', 'fetch.fsckObjects=true'],
    ...[
      'fetch.recurseSubmodules=true',
      'fetch.negotiationAlgorithm=skipping',
      'fetch.parallel=0',
      'fetch.all=true',
    ],
    ...[
      'fetch.unpackLimit=1',
      'fetch.showForcedUpdates=false',
      'fetch.output=compact',
      'fetch.followRemoteHEAD=always',
    ],
    ...[
      'submodule.recurse=true',
      'submodule.fetchJobs=4',
      'submodule.propagateBranches=true',
      'submodule.lib.active=true',
    ],
    ...[
      'remote.origin.tagOpt=--tags',
      'remote.origin.prune=true',
      'protocol.version=0',
      'transfer.unpackLimit=1',
    ],
  ],
  [
    ...[
      'push.default=nothing',
      'push.followTags=true',
      'push.gpgSign=if-asked',
      'push.recurseSubmodules=check',
    ],
    ...[
      'push.useForceIfIncludes=true',
      'push.negotiate=true',
      'push.autoSetupRemote=true',
      'push.useBitmaps=false',
    ],
    ...[
      'remote.origin.push=refs/heads/*:refs/heads/x/*',
      'remote.pushDefault=none',
      'branch.devel.pushRemote=none',
    ],
    ...['transfer.fsckObjects=true', 'transfer.advertiseSID=true', 'protocol.version=1'],
    ...[
      'pack.window=50',
      'pack.depth=1',
      'pack.threads=1',
      'pack.allowPackReuse=false',
      'pack.writeReverseIndex=false',
    ],
  ],
  [
    ...[
      'push.default=upstream',
      'push.gpgSign=true',
      'push.recurseSubmodules=on-demand',
      'remote.origin.mirror=true',
    ],
    ...[
      'remote.origin.skipFetchAll=true',
      'remote.origin.skipDefaultUpdate=true',
      'receive.denyNonFastForwards=true',
    ],
    ...[
      'receive.denyDeletes=true',
      'gc.auto=1',
      'gc.autoDetach=false',
      'maintenance.auto=true',
      'gc.pruneExpire=now',
    ],
    ...['receive.denyCurrentBranch=refuse', 'checkout.defaultRemote=none'],
    ...[
      'advice.detachedHead=false',
      'advice.pushUpdateRejected=false',
      'help.autoCorrect=immediate',
      'grep.lineNumber=true',
    ],
  ],
  // Git 3.0's own defaults, and what is strict by habit.
  [
    ...['init.defaultObjectFormat=sha256', 'init.defaultRefFormat=reftable', 'init.defaultBranch=trunk'],
    ...['safe.bareRepository=explicit', 'advice.graftFileDeprecated=true', 'extensions.worktreeConfig=true'],
    ...['alias.push=!false', 'alias.diff-tree=!false', 'alias.ls-remote=!false', 'core.gitProxy=/bin/false'],
    ...[
      'stash.showPatch=true',
      'status.showUntrackedFiles=all',
      'worktree.guessRemote=true',
      'repack.writeBitmaps=true',
    ],
  ],
];
