using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Server.Site;

namespace WebLab.Server.Tests.Site;

public sealed class ProxySetupTests
{
    [Theory]
    [InlineData("/weblab", "/weblab/made", "/weblab/api/thing/1")]
    // The framework strips the folder from the address, also where it is called as the routes are.
    [InlineData("/api", "/api/made", "/api/api/thing/1")]
    [InlineData(null, "/made", "/api/thing/1")]
    public async Task What_was_made_is_told_by_an_address_that_leads_there_under_a_folder_too(string? folder, string asked, string told)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Configuration.AddInMemoryCollection([new("BasePath", folder)]);
        ProxySetup.Add(builder);
        await using var app = builder.Build();
        app.UseProxies();
        app.MapPost("/made", () => TypedResults.Created("/api/thing/1"));
        app.MapPost("/begun", () => TypedResults.Accepted("/api/thing/1"));
        app.MapGet("/api/thing/1", () => "here");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new(app.Urls.Single()) };
        foreach (var door in new[] { asked, asked.Replace("made", "begun", StringComparison.Ordinal) })
        {
            using var answer = await client.PostAsync(new Uri(door, UriKind.Relative), null, TestContext.Current.CancellationToken);
            Assert.Equal(told, answer.Headers.Location?.OriginalString);
            Assert.Equal("here", await client.GetStringAsync(answer.Headers.Location, TestContext.Current.CancellationToken));
        }
    }
}
