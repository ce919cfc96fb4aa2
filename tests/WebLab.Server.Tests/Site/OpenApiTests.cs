using System.Text.Json;
using WebLab.Contracts;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Site;

public sealed class OpenApiTests(SharedLab lab)
{
    [Theory]
    [InlineData(ApiRoutes.Experiments, "post", "get")]
    [InlineData(ApiRoutes.Experiments + "/{id}", "get", "delete")]
    [InlineData(ApiRoutes.Runs, "get")]
    [InlineData(ApiRoutes.Runs + "/{id}", "get", "delete")]
    [InlineData(ApiRoutes.Runs + "/{id}/curve", "get")]
    [InlineData(ApiRoutes.Runs + "/{id}/cancel", "post")]
    [InlineData(ApiRoutes.Datasets, "get")]
    [InlineData(ApiRoutes.Models, "get")]
    [InlineData(ApiRoutes.Devices, "get")]
    public async Task Route_is_described_with_a_summary(string route, params string[] methods)
    {
        var document = await lab.Client.Get<JsonDocument>("/openapi/v1.json");
        var paths = document
            .RootElement.GetProperty("paths")
            .EnumerateObject()
            .ToDictionary(path => path.Name.TrimEnd('/'), path => path.Value);
        foreach (var method in methods)
            Assert.NotEqual("", paths[route].GetProperty(method).GetProperty("summary").GetString());
    }
}
