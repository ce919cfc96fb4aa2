using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Catalogue;
using WebLab.Science.Catalogue;
using WebLab.Server.Storage;
using WebLab.Server.Workers;

namespace WebLab.Server.Catalogue;

/// <summary>
/// What the trainer can do, as it says itself: the server knows networks by nothing else, and extensions are loaded by workers only. What
/// it said last is kept, and it is asked again once it was built anew or the extensions' folder has changed; either needs a restart.
/// </summary>
public sealed class WorkerCatalogue : IHostedService
{
    // A quarter of a second where nothing else goes on.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // In the constructor: the host makes its services in their order before it starts any, and what follows reads the catalogue.
    public WorkerCatalogue(IOptions<WorkerOptions> options, StoreFolder store)
    {
        var kept = new KeptCatalogue(store.Cached("catalogue.json"), options.Value.Find(), options.Value.Extensions);
        if (kept.Read() is { } known)
            Info = known;
        else
        {
            Info = Describe(options);
            kept.Write(Info);
        }
        LabCatalogue.Use(Info);
    }

    public CatalogueInfo Info { get; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static CatalogueInfo Describe(IOptions<WorkerOptions> options)
    {
        var program = options.Value.Find();
        var start = new ProcessStartInfo(LocalLauncher.DotNet(), [program, "worker", "describe"])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WEBLAB_EXTENSIONS"] = options.Value.Extensions;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new StartupException($"The trainer {program} did not say within {Patience.TotalMinutes} minutes what it can do.");
        }
        try
        {
            return JsonSerializer.Deserialize<CatalogueInfo>(output.GetAwaiter().GetResult(), LabJson.Options)!;
        }
        catch (JsonException error)
        {
            var said = Sentence.Shorten(errors.GetAwaiter().GetResult().ReplaceLineEndings(" ").Trim(), 300);
            throw new StartupException($"The trainer {program} does not say what it can do; build it anew. {said}".TrimEnd(), error);
        }
    }
}
