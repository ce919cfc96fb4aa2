namespace WebLab.Contracts;

/// <summary>The addresses that server, client and worker agree on.</summary>
public static class ApiRoutes
{
    /// <summary>POST an ExperimentRequest; GET a page of ExperimentSummary. <c>/{id}</c>: GET an Experiment, DELETE it.
    /// <c>/{id}/archive</c>: GET
    /// all of it as a zip file.</summary>
    public const string Experiments = "/api/experiments";

    /// <summary>GET a page of RunSummary (skip, take, filter, sort). <c>/ids</c>, <c>/groups</c>, <c>/known</c>: GET.
    /// <c>/table.csv</c>, <c>/table.latex</c>: GET the table as a file. <c>/some</c>: POST
    /// ids, get a list of RunSummary. <c>/{id}</c>: GET, DELETE. <c>/{id}/curve</c>: GET a Curve. <c>/{id}/log</c>: GET a RunLog.
    /// <c>/{id}/examples/{recorder}</c>: GET RecordedExamples, <c>/{epoch}</c>: RecordedValues.
    /// <c>/{id}/ledger</c>: GET LedgerFacts, <c>/examples</c>: a LedgerPage, <c>/examples/{index}</c>: a LedgerStory, <c>/columns</c>:
    /// whole columns as 32-bit floats, <c>/histograms</c>: a LedgerHistogram, <c>/agreement</c>: a LedgerAgreement.
    /// <c>/{id}/report</c>: GET what an analysis found, as JSON; <c>/report.csv</c>: its numbers; <c>/report.html</c> of a label audit.
    /// <c>/{id}/votes</c>: GET a list of PersonVotes, PUT a list of LabelVote;
    /// <c>/{id}/labels.csv</c>, <c>/labels.npy</c>: GET the labels as corrected by them.
    /// <c>/{id}/cancel</c>, <c>/pause</c>, <c>/resume</c>, <c>/stop</c>: POST.</summary>
    public const string Runs = "/api/runs";

    /// <summary>POST a CurveQuery, get a CurvePack. <c>/csv?runs=&amp;metrics=</c>: GET every stored point.</summary>
    public const string Curves = "/api/curves";

    /// <summary>POST a RunAction, get a RunActionResult.</summary>
    public const string RunActions = Runs + "/actions";

    /// <summary>To how many runs each verb would apply.</summary>
    public const string RunActionPreviews = RunActions + "/previews";

    /// <summary>Notes as HTML.</summary>
    public const string Notes = "/api/notes";

    /// <summary>GET a page of QueueEntry (skip, take); PUT a QueueOrder. <c>/priority</c>: PUT a QueuePriority.</summary>
    public const string Queue = "/api/queue";

    /// <summary>GET a NotificationList (skip, take). <c>/read</c>: POST a NotificationsRead.</summary>
    public const string Notifications = "/api/notifications";

    /// <summary>GET a list of WebhookInfo; POST a WebhookRequest. <c>/{id}</c>: DELETE; <c>/{id}/deliveries</c>: GET a list of
    /// WebhookDelivery; <c>/{id}/test</c>: POST.</summary>
    public const string Webhooks = "/api/webhooks";

    /// <summary>GET a RetentionPlan (days); POST a RetentionRequest, get a RetentionResult.</summary>
    public const string Retention = "/api/retention";

    /// <summary>GET a list of DatasetInfo. <c>/{name}</c>: GET; <c>/{name}/folder</c>: PUT a FolderRequest; <c>/{name}/download</c>: POST,
    /// DELETE to cancel; <c>/{name}/sheet</c>: GET a PNG; <c>/{name}/labels</c>: GET a list of LabelFileInfo, POST a file's bytes with
    /// <c>?title=</c> its name; <c>/{name}/labels/{file}</c>: DELETE. <c>/{name}/probabilities</c>, <c>/{name}/embeddings</c>: GET a list
    /// of NumberFileInfo, POST a NumberFileRequest; <c>/{file}</c>: DELETE. <c>/{name}/examples/{split}/{index}</c>: GET a PNG,
    /// <c>/row</c>: GET its features.</summary>
    public const string Datasets = "/api/datasets";

    /// <summary>GET a list of one's own UploadInfo; POST an UploadRequest, get an UploadInfo. <c>/{id}</c>: GET; PUT the next bytes with
    /// <c>?offset=</c>; DELETE.</summary>
    public const string Uploads = Datasets + "/uploads";

    /// <summary>GET a list of ImportInfo; POST an ImportRequest, get an ImportInfo. <c>/{id}</c>: GET, DELETE to cancel;
    /// <c>/{id}/preview</c>: PUT other choices; <c>/{id}/begin</c>: POST an ImportBegin; <c>/{id}/log</c>: GET what the process
    /// said.</summary>
    public const string Imports = Datasets + "/imports";

    /// <summary>POST a RunSpec, get a CorruptionPreview.</summary>
    public const string CorruptionPreview = "/api/corruption/preview";

    /// <summary>GET a list of NetworkInfo.</summary>
    public const string Models = "/api/models";

    /// <summary>GET a CatalogueInfo: what this lab's trainer can do.</summary>
    public const string Catalogue = "/api/catalogue";

    /// <summary>GET a list of DeviceInfo. <c>/use</c>: GET a list of DeviceUse, as last seen. <c>/placements</c>: POST a PlacementRequest
    /// to measure how runs of a network share the processor.</summary>
    public const string Devices = "/api/devices";

    /// <summary>GET or PUT ClusterSettings. <c>/test</c>: POST ClusterSettings to try them out, GET a ClusterTest.</summary>
    public const string Cluster = "/api/cluster";

    /// <summary>POST a Theorem1Request, get a Theorem1Result.</summary>
    public const string Theorem1 = "/api/theory/theorem1";

    /// <summary>
    /// GET a list of PaperItemInfo. <c>/{item}</c>: GET one; <c>/{item}/launch</c>: POST a PaperLaunch, get an Experiment;
    /// <c>/{item}/runs?scale=</c>: GET the runs that count; <c>/{item}/report?scale=</c>: GET a PaperReport.
    /// </summary>
    public const string Paper = "/api/paper";

    /// <summary>GET a SessionInfo. POST a LogInRequest to log in, DELETE to log out. <c>/password</c>: PUT a PasswordChange.
    /// <c>/sign-on</c>: GET to log in elsewhere.</summary>
    public const string Session = "/api/session";

    /// <summary>POST a LinkSecret, get a LinkInfo. <c>/use</c>: POST a LinkUse, get a SessionInfo.</summary>
    public const string Links = "/api/links";

    /// <summary>GET a list of LinkInfo, POST an InvitationRequest, get a NewLink. <c>/{id}</c>: DELETE.</summary>
    public const string Invitations = "/api/invitations";

    /// <summary>GET a list of AccountInfo. <c>/{id}</c>: PATCH an AccountChange. <c>/{id}/reset</c>: POST, get a NewLink.</summary>
    public const string Accounts = "/api/accounts";

    /// <summary>GET a list of one's own TokenInfo, POST a TokenRequest, get a NewToken. <c>/{id}</c>: DELETE.</summary>
    public const string Tokens = "/api/tokens";

    /// <summary>GET a page of AuditEntry, newest first (skip, take, search). <c>/csv</c>, <c>/json</c>: GET all of it.</summary>
    public const string Audit = "/api/audit";

    /// <summary>The page that one-time links open; their secret follows as <c>#secret</c>.</summary>
    public const string JoinPage = "/join";

    /// <summary>The browser's hub (<see cref="Live.ILiveHub"/>), JSON.</summary>
    public const string LiveHub = "/hubs/live";

    /// <summary>The worker's hub (<see cref="Workers.IWorkerHub"/>), MessagePack.</summary>
    public const string WorkerHub = "/hubs/worker";

    /// <summary>GET the metrics as Prometheus reads them, with a bearer token.</summary>
    public const string Metrics = "/metrics";

    /// <summary>Answers 200 while the process answers at all.</summary>
    public const string HealthLive = "/health/live";

    /// <summary>Answers 200 when the server can take a launch and train it, 503 when not; the body tells of each check.</summary>
    public const string HealthReady = "/health/ready";
}
