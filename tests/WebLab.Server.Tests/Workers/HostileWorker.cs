using System.Runtime.CompilerServices;
using System.Text.Json;
using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Contracts;
using WebLab.Contracts.Curves;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Workers;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Workers;

/// <summary>
/// A worker that means harm, with a real run and the real token of it. The server starts this test program in the trainer's place; it says
/// its order into the run's log, from where the test takes it up.
/// </summary>
public sealed class HostileWorker : IAsyncLifetime
{
    internal LabServer Server { get; private set; } = null!;

    internal RunSummary Run { get; private set; } = null!;

    internal HubConnection Hub { get; private set; } = null!;

    internal string Token { get; private set; } = "";

    /// <summary>Before the tests' own entry: as the server calls the trainer, it waits for the order and then for its end.</summary>
    [ModuleInitializer]
    internal static void WorkWhenCalledSo()
    {
        if (Environment.GetCommandLineArgs() is [_, "worker", "describe"])
        {
            Console.WriteLine(TestCatalogue.Json);
            Environment.Exit(0);
        }
        if (Environment.GetCommandLineArgs() is not [_, "worker"])
            return;
        Console.Error.WriteLine(File.ReadAllText(Console.ReadLine()!));
        Console.ReadLine();
        Environment.Exit(0);
    }

    public async ValueTask InitializeAsync()
    {
        Server = await LabServer.Start(settings: ["--Worker:Path", typeof(HostileWorker).Assembly.Location]);
        Run = await Server.Client.LaunchOne(Specs.Endless);
        Token = (await Order(Path.Combine(Server.Store, "logs", $"{Run.Id:N}.log"))).Token;
        Hub = Connect();
        await Hub.StartAsync();
        await Hub.InvokeAsync<WorkerAssignment>(nameof(IWorkerHub.Claim));
        await Hub.InvokeAsync<long>(
            nameof(IWorkerHub.Report),
            PointBatch.Of(1, [new(Metric.StepLoss, 1, 2.5f, 1_000), new(Metric.StepLoss, 20, 2f, 1_000)])
        );
    }

    public async ValueTask DisposeAsync()
    {
        // Where the beginning failed, its own fault is to be seen.
        if (Hub is not null)
            await Hub.DisposeAsync();
        if (Server is not null)
            await Server.DisposeAsync();
    }

    internal HubConnection Connect() =>
        new HubConnectionBuilder()
            .WithUrl(new Uri(Server.Address, ApiRoutes.WorkerHub), options => options.Headers["Authorization"] = $"Bearer {Token}")
            .AddMessagePackProtocol(pack =>
                pack.SerializerOptions = MessagePackSerializerOptions.Standard.WithResolver(ContractlessStandardResolver.Instance)
            )
            .Build();

    private static async Task<WorkerOrder> Order(string log)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!patience.IsCancellationRequested)
        {
            if (File.Exists(log) && await Text(log) is { Length: > 0 } text && text.EndsWith('\n'))
                return JsonSerializer.Deserialize<WorkerOrder>(text.Split('\n')[0], LabJson.Options)!;
            await timer.WaitForNextTickAsync();
        }
        throw new TimeoutException($"No order came into {log}.");
    }

    private static async Task<string> Text(string log)
    {
        using var reader = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return await reader.ReadToEndAsync();
    }
}
