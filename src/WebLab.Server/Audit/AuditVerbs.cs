using WebLab.Contracts;

namespace WebLab.Server.Audit;

/// <summary>What a request does, in the lab's words. One that has none here is named by its method and route, so that nothing is left
/// out.</summary>
internal static class AuditVerbs
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        [$"POST {ApiRoutes.Session}"] = "log in",
        [$"DELETE {ApiRoutes.Session}"] = "log out",
        [$"PUT {ApiRoutes.Session}/password"] = "change password",
        [$"POST {ApiRoutes.Links}/use"] = "use one-time link",
        [$"POST {ApiRoutes.Invitations}"] = "invite",
        [$"DELETE {ApiRoutes.Invitations}/{{id:guid}}"] = "take back invitation",
        [$"PATCH {ApiRoutes.Accounts}/{{id:guid}}"] = "change account",
        [$"POST {ApiRoutes.Accounts}/{{id:guid}}/reset"] = "make password link",
        [$"POST {ApiRoutes.Tokens}"] = "make token",
        [$"DELETE {ApiRoutes.Tokens}/{{id:guid}}"] = "revoke token",
        [$"POST {ApiRoutes.Experiments}"] = "launch experiment",
        [$"POST {ApiRoutes.Experiments}/{{id:guid}}/runs"] = "launch runs in experiment",
        [$"PATCH {ApiRoutes.Experiments}/{{id:guid}}"] = "change experiment",
        [$"DELETE {ApiRoutes.Experiments}/{{id:guid}}"] = "delete experiment",
        [$"POST {ApiRoutes.Runs}/{{id:guid}}/cancel"] = "cancel run",
        [$"DELETE {ApiRoutes.Runs}/{{id:guid}}"] = "delete run",
        [$"POST {ApiRoutes.Runs}/{{id:guid}}/pause"] = "pause run",
        [$"POST {ApiRoutes.Runs}/{{id:guid}}/resume"] = "resume run",
        [$"POST {ApiRoutes.Runs}/{{id:guid}}/stop"] = "stop run",
        [$"PUT {ApiRoutes.Runs}/{{id:guid}}/votes"] = "vote on labels",
        [$"POST {ApiRoutes.Runs}/{{id:guid}}/more-epochs"] = "give run more epochs",
        [$"POST {ApiRoutes.RunActions}"] = "act on runs",
        [$"PUT {ApiRoutes.Queue}"] = "place runs in the queue",
        [$"PUT {ApiRoutes.Queue}/priority"] = "change priority",
        [$"POST {ApiRoutes.Notifications}/read"] = "mark notifications as read",
        [$"POST {ApiRoutes.Webhooks}"] = "make webhook",
        [$"DELETE {ApiRoutes.Webhooks}/{{id:guid}}"] = "delete webhook",
        [$"POST {ApiRoutes.Webhooks}/{{id:guid}}/test"] = "try webhook",
        [$"POST {ApiRoutes.Retention}"] = "delete old runs",
        [$"POST {ApiRoutes.Paper}/{{item}}/launch"] = "launch paper experiment",
        [$"POST {ApiRoutes.Datasets}"] = "add data set",
        [$"DELETE {ApiRoutes.Datasets}/{{name}}"] = "remove data set",
        [$"PATCH {ApiRoutes.Datasets}/{{name}}"] = "change data set",
        [$"PUT {ApiRoutes.Datasets}/{{name}}/folder"] = "set data set folder",
        [$"POST {ApiRoutes.Datasets}/{{name}}/download"] = "download data set",
        [$"DELETE {ApiRoutes.Datasets}/{{name}}/download"] = "end download",
        [$"POST {ApiRoutes.Uploads}"] = "begin upload",
        [$"PUT {ApiRoutes.Uploads}/{{id:guid}}"] = "send part of upload",
        [$"DELETE {ApiRoutes.Uploads}/{{id:guid}}"] = "cancel upload",
        [$"POST {ApiRoutes.Imports}"] = "look at files to import",
        [$"PUT {ApiRoutes.Imports}/{{id:guid}}/preview"] = "look again at files to import",
        [$"POST {ApiRoutes.Imports}/{{id:guid}}/begin"] = "import data set",
        [$"DELETE {ApiRoutes.Imports}/{{id:guid}}"] = "cancel import",
        [$"POST {ApiRoutes.Devices}/placements"] = "measure network",
        [$"PUT {ApiRoutes.Cluster}"] = "set up cluster",
        [$"POST {ApiRoutes.Cluster}/test"] = "try cluster",
        [$"POST {ApiRoutes.Datasets}/{{name}}/labels"] = "upload label file",
        [$"DELETE {ApiRoutes.Datasets}/{{name}}/labels/{{file}}"] = "delete label file",
        [$"POST {ApiRoutes.Datasets}/{{name}}/probabilities"] = "bring probabilities",
        [$"DELETE {ApiRoutes.Datasets}/{{name}}/probabilities/{{file}}"] = "delete probabilities",
        [$"POST {ApiRoutes.Datasets}/{{name}}/embeddings"] = "bring embeddings",
        [$"DELETE {ApiRoutes.Datasets}/{{name}}/embeddings/{{file}}"] = "delete embeddings",
    };

    public static string Of(string method, string pattern)
    {
        var key = $"{method} /{pattern.Trim('/')}";
        return Known.GetValueOrDefault(key, key);
    }
}
