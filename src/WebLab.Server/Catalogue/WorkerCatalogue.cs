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
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2),
        PatienceWithEach = TimeSpan.FromSeconds(30);

    // In the constructor: the host makes its services in their order before it starts any, and what follows reads the catalogue.
    public WorkerCatalogue(IOptions<WorkerOptions> options, StoreFolder store)
    {
        var kept = new KeptCatalogue(store.Cached("catalogue.json"), options.Value.Find(), options.Value.Extensions);
        if (kept.Read() is { } known)
            Info = known;
        else
        {
            Info = Describe(options.Value.Find(), options.Value.Extensions);
            // Why one was left out may be over by the next start, such as a machine that had no time for it.
            if (Info.Extensions.All(extension => extension.Problem is null))
                kept.Write(Info);
        }
        LabCatalogue.Use(Info);
    }

    public CatalogueInfo Info { get; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Asks a trainer, which answers whatever its extensions do.</summary>
    /// <exception cref="StartupException">It does not answer.</exception>
    internal static CatalogueInfo Describe(string program, string? extensions)
    {
        var start = new ProcessStartInfo(LocalLauncher.DotNet(), [program, "worker", "describe"])
        {
            WorkingDirectory = Path.GetDirectoryName(program)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[WorkerExtensions.Folder] = extensions;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var patience = Patience + PatienceWithEach * WorkerExtensions.Files(extensions);
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            throw new StartupException(
                Sentence.Of($"The trainer {program} did not say within {patience.TotalMinutes:0.#} minutes what it can do.")
            );
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
