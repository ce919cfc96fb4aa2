using System.Net;

namespace WebLab.Client.Api;

/// <summary>The server refused or could not be reached; the message is a sentence for a person.</summary>
public sealed class ApiException(HttpStatusCode? status, string message, IReadOnlyDictionary<string, string[]>? problems = null)
    : Exception(message)
{
    /// <summary>Null when the server could not be reached.</summary>
    public HttpStatusCode? Status => status;

    /// <summary>Sentences by the JSON path of the field that they are about.</summary>
    public IReadOnlyDictionary<string, string[]> Problems { get; } = problems ?? new Dictionary<string, string[]>();
}
