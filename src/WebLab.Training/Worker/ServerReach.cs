using System.Net;
using System.Security.Cryptography;
using WebLab.Contracts;
using WebLab.Contracts.Workers;

namespace WebLab.Training.Worker;

/// <summary>Whether a worker would come through to its server.</summary>
internal static class ServerReach
{
    /// <summary>What a worker that comes through is told.</summary>
    public const string Reached = "reached";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Knocks at the workers' door with a token that no run has: a server that turns it away is the lab's.</summary>
    /// <param name="order">Where to.</param>
    /// <returns><see cref="Reached"/>, or a sentence.</returns>
    public static async Task<string> Try(WorkerOrder order)
    {
        using var handler = new HttpClientHandler();
        if (order.Certificate is { } pinned)
            handler.ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
                certificate?.GetCertHashString(HashAlgorithmName.SHA256).Equals(pinned, StringComparison.OrdinalIgnoreCase) == true;
        using var http = new HttpClient(handler) { Timeout = Patience };
        using var question = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(order.Server, ApiRoutes.WorkerHub + "/negotiate?negotiateVersion=1")
        );
        question.Headers.Authorization = new("Bearer", order.Token);
        try
        {
            using var answer = await http.SendAsync(question);
            return answer.StatusCode switch
            {
                HttpStatusCode.Unauthorized => Reached,
                HttpStatusCode.BadRequest => $"{order.Server.Host} is not a name that the server answers to.",
                _ => $"What answers at {order.Server} is not this lab: status {(int)answer.StatusCode}.",
            };
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return $"{order.Server} cannot be reached: {error.Message.TrimEnd('.')}.";
        }
    }
}
