/** The inputs of every covered mutation, checked by the schema. */
export interface Input {
  readonly clientMutationId?: string | null;
  readonly id: string;
  readonly repositoryId: string;
  readonly headRepositoryId?: string | null;
  readonly issueId: string;
  readonly pullRequestId: string;
  readonly subjectId: string;
  readonly labelableId: string;
  readonly assignableId: string;
  readonly title?: string | null;
  readonly body?: string | null;
  readonly state?: string | null;
  readonly stateReason?: string | null;
  readonly labelIds?: readonly string[] | null;
  readonly assigneeIds?: readonly string[] | null;
  readonly milestoneId?: string | null;
  readonly projectIds?: readonly string[] | null;
  readonly baseRefName?: string | null;
  readonly headRefName?: string;
  readonly draft?: boolean | null;
  readonly maintainerCanModify?: boolean | null;
  readonly commitHeadline?: string | null;
  readonly commitBody?: string | null;
  readonly expectedHeadOid?: string | null;
  readonly mergeMethod?: string | null;
  readonly event?: string | null;
  readonly commitOID?: string | null;
  readonly userIds?: readonly string[] | null;
  readonly teamIds?: readonly string[] | null;
  readonly union?: boolean | null;
}
