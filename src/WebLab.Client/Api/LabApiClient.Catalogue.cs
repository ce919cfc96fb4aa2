using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;

namespace WebLab.Client.Api;

/// <summary>What this lab's trainer can do.</summary>
public sealed partial class LabApiClient
{
    public Task<CatalogueInfo> Catalogue(CancellationToken stop = default) => Get<CatalogueInfo>(ApiRoutes.Catalogue, stop);

    /// <summary>The catalogue as it was sent, and how it is read; that gives null for what is no catalogue.</summary>
    public async Task<Func<CatalogueInfo?>> UnreadCatalogue()
    {
        using var answer = await Answer(HttpMethod.Get, ApiRoutes.Catalogue, null, default);
        var sent = await answer.Content.ReadAsByteArrayAsync();
        return () =>
        {
            try
            {
                return JsonSerializer.Deserialize<CatalogueInfo>(sent, LabJson.Tolerant);
            }
            catch (JsonException)
            {
                return null;
            }
        };
    }
}
