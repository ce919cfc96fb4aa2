using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Accounts;
using WebLab.Client.Clusters;
using WebLab.Client.Devices;
using WebLab.Client.Examples;
using WebLab.Client.Experiments;
using WebLab.Client.Live;
using WebLab.Client.Measures;
using WebLab.Client.Notes;
using WebLab.Client.Notifications;
using WebLab.Client.Runs.Table;
using WebLab.Client.Tests.Examples;
using WebLab.Client.Tests.Hosting;
using WebLab.Client.Theory;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Runs;

namespace WebLab.Client.Tests.Live;

/// <summary>Whatever reads from the server reads again when the connection is back: what could not be read stood there for ever.</summary>
public sealed class RereadTests : PageTest
{
    private static readonly Dictionary<string, (string Address, Action<Parts> Show, int Asks)> Kinds = new()
    {
        ["people"] = ($"GET {ApiRoutes.Accounts}", parts => parts.Show<PeoplePage>(), 1),
        ["audit"] = ($"GET {ApiRoutes.Audit}", parts => parts.Show<AuditPage>(), 1),
        ["tokens"] = ($"GET {ApiRoutes.Tokens}", parts => parts.Show<TokenList>(), 1),
        ["webhooks"] = ($"GET {ApiRoutes.Webhooks}", parts => parts.Show<WebhookPanel>(), 1),
        ["cluster"] = ($"GET {ApiRoutes.Cluster}", parts => parts.Show<ClusterPage>(), 1),
        ["form"] = ($"GET {ApiRoutes.Devices}", parts => parts.Show<ConfigurePage>(), 1),
        ["theory"] = ($"POST {ApiRoutes.Theorem1}", parts => parts.Show<TheoryPage>(), 3),
        ["note"] = (
            $"POST {ApiRoutes.Notes}",
            parts => parts.Show<NotePanel>(("Subject", "run/1"), ("Text", "seen"), ("IsMine", false)),
            1
        ),
        ["measures"] = ($"GET {ApiRoutes.Devices}", parts => parts.Show<MeasureButton>(("Runs", Array.Empty<RunSummary>())), 1),
        ["labels"] = (
            $"GET {ApiRoutes.Datasets}/generated/labels",
            parts => parts.Show<LabelFilePicker>(("Draft", new ExperimentDraft())),
            1
        ),
        ["preview"] = ($"POST {ApiRoutes.CorruptionPreview}", parts => parts.Show<PreviewPanel>(("Spec", new RunSpec())), 1),
        ["devices"] = ($"GET {ApiRoutes.Devices}/use", parts => parts.Show<DeviceCards>(), 1),
        ["story"] = (
            $"{LedgerMaker.Route(LedgerMaker.Run)}/examples/3",
            parts =>
                parts.Show<ExampleStory>(
                    ("Run", LedgerMaker.Run),
                    ("Facts", LedgerMaker.Facts),
                    ("Index", 3),
                    ("CanStep", (Func<int, bool>)(_ => false))
                ),
            1
        ),
        ["groups"] = (
            $"GET {ApiRoutes.Runs}/groups",
            parts =>
                parts.Show<RunGroups>(
                    ("Fields", new[] { RunFields.Find("model")! }),
                    ("Measures", Array.Empty<NumberRunField>()),
                    ("RunFilter", "")
                ),
            1
        ),
    };

    public static TheoryData<string> All => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_could_not_be_read_is_read_again_when_the_connection_is_back(string kind)
    {
        var (address, show, asks) = Kinds[kind];
        var (count, first, again) = (0, Signal(), Signal());
        Lab.Answer(
            address,
            _ =>
            {
                var asked = Interlocked.Increment(ref count);
                if (asked == asks)
                    first.TrySetResult();
                else if (asked > asks)
                    again.TrySetResult();
                return Task.FromResult(Results.Problem("WebLab is starting.", statusCode: 503));
            }
        );
        var admin = new AccountInfo
        {
            Id = Guid.NewGuid(),
            Name = "an administrator",
            Role = Role.Admin,
            CreatedAt = default,
        };
        Services.GetRequiredService<LabSession>().Set(new(IsSingleUser: false, IsSetUp: true, admin));
        await Services.GetRequiredService<LiveConnection>().Start();
        show(new(this));
        await first.Task.WaitAsync(Patience);
        Lab.Watches.Cut();
        await again.Task.WaitAsync(Patience);
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(60);

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Parts(RereadTests test)
    {
        public void Show<T>(params (string Name, object Value)[] parameters)
            where T : IComponent =>
            test.Render(builder =>
            {
                builder.OpenComponent<T>(0);
                foreach (var (name, value) in parameters)
                    builder.AddAttribute(1, name, value);
                builder.CloseComponent();
            });
    }
}
