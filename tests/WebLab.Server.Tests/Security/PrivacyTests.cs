using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Live;
using WebLab.Contracts.Queue;

namespace WebLab.Server.Tests.Security;

/// <summary>Attack family 16: what others learn of a private experiment. Each test sees also that the owner is told, so that nothing passes
/// by being empty.</summary>
[Trait("Speed", "Slow")]
public sealed class PrivacyTests(PrivateExperiment known) : IClassFixture<PrivateExperiment>
{
    [Fact]
    public void No_push_tells_another_member_of_it()
    {
        Assert.DoesNotContain(known.PushedToTheOther, Tells);
        foreach (
            var method in new[]
            {
                nameof(ILiveClient.Points),
                nameof(ILiveClient.RunChanged),
                nameof(ILiveClient.RunsAdvanced),
                nameof(ILiveClient.ExperimentChanged),
                nameof(ILiveClient.DevicesUsed),
                nameof(ILiveClient.RunDeleted),
                nameof(ILiveClient.ExperimentDeleted),
            }
        )
            Assert.Contains(known.PushedToTheOwner, said => said.StartsWith(method + " ", StringComparison.Ordinal) && Tells(said));
        Assert.Contains(
            known.PushedToTheOther,
            said =>
                said.StartsWith(nameof(ILiveClient.DevicesUsed), StringComparison.Ordinal)
                && said.Contains("A private run", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void No_answer_tells_another_member_of_it()
    {
        // What a refusal repeats of the question was known before.
        Assert.Empty(
            known
                .ToTheOther.Where(answer => Tells(answer.Value) && !answer.Value.Contains("\"status\":404", StringComparison.Ordinal))
                .Select(answer => $"{answer.Key}: {answer.Value}")
        );
        foreach (
            var path in new[]
            {
                "/api/experiments",
                "/api/runs",
                "/api/runs/ids",
                "/api/runs/rows",
                "/api/runs/groups",
                "/api/runs/known",
                "/api/queue",
                "/api/devices",
                "/api/devices/use",
                "/api/paper/{item}/runs",
                "filter zebra",
                "filter private = true",
            }
        )
            Assert.True(Tells(known.ToTheOwner[path]), $"{path} told the owner {known.ToTheOwner[path]}");
    }

    [Fact]
    public void Counts_completions_and_the_papers_items_are_as_if_it_were_not_there() => Assert.Equal(known.Before, known.During);

    [Fact]
    public void The_queue_and_the_devices_say_that_there_is_a_private_run_and_no_more()
    {
        var entry = Assert.Single(Read<Page<QueueEntry>>("/api/queue").Items);
        Assert.Equal(new(Guid.Empty, "A private run", Guid.Empty, "", Guid.Empty, "", 0, false, 0, 0, entry.StartsAt, null), entry);
        var device = Assert.Single(Read<IReadOnlyList<DeviceInfo>>("/api/devices"));
        Assert.Equal(Guid.Empty, device.RunId);
        Assert.Equal([Guid.Empty], device.RunIds);
        Assert.Equal("A private run", Assert.Single(Read<IReadOnlyList<DeviceUse>>("/api/devices/use")[0].Users).Name);
    }

    private bool Tells(string text) => known.Secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private T Read<T>(string path) => JsonSerializer.Deserialize<T>(known.ToTheOther[path], LabJson.Options)!;
}
