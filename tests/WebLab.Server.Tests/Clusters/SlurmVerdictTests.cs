using WebLab.Contracts.Clusters;
using WebLab.Server.Clusters;

namespace WebLab.Server.Tests.Clusters;

public sealed class SlurmVerdictTests
{
    private static readonly ClusterSettings Settings = new()
    {
        Title = "The cluster",
        Minutes = 60,
        MemoryMegabytes = 4_000,
    };
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    // What is known when neither the worker nor Slurm says anything any more.
    private static readonly SlurmSight Nothing = new(false, null, null, Long, Long, null, false);

    private static SlurmJobLine Line(string state, string reason = "") => new(7, 0, state, reason, "weblab-1");

    [Fact]
    public void A_worker_that_speaks_is_at_work_whatever_else_is_said() =>
        Assert.Equal(SlurmVerdict.AtWork, Of(Nothing with { IsSpeaking = true, Exit = 1, Line = Line("FAILED") }));

    [Fact]
    public void The_exit_file_is_believed_before_squeue() =>
        Assert.Equal(
            new("The worker ended with exit code 3: The server has not answered for 60 s.", false),
            Of(Nothing with { Exit = 3, Line = Line("RUNNING") }, "The server has not answered for 60 s.")
        );

    [Fact]
    public void A_worker_that_gave_the_server_up_may_go_on() =>
        Assert.Equal(
            new("The server was away for longer than the worker waited for it; what it had measured was kept.", true),
            Of(Nothing with { Exit = 69 })
        );

    [Theory]
    [InlineData("RUNNING")]
    [InlineData("COMPLETING")]
    [InlineData("PENDING")]
    [InlineData("REQUEUE_HOLD")]
    [InlineData("SUSPENDED")]
    public void A_job_that_squeue_has_is_not_over(string state) =>
        Assert.Equal(SlurmVerdict.AtWork, Of(Nothing with { Line = Line(state) }));

    [Theory]
    [InlineData("CANCELLED", "The job was cancelled on the cluster.", true)]
    [InlineData("TIMEOUT", "The job reached its time limit of 60 minutes without a checkpoint.", true)]
    [InlineData("PREEMPTED", "The job was preempted.", true)]
    [InlineData("NODE_FAIL", "The node of the job failed.", true)]
    [InlineData("OUT_OF_MEMORY", "The job took more than its 4,000 MB.", false)]
    [InlineData("FAILED", "The job ended without a word (FAILED, JobLaunchFailure).", true)]
    public void The_end_that_squeue_tells_is_believed_when_there_is_no_exit_file(string state, string sentence, bool mayGoOn)
    {
        var sight = Nothing with { Line = Line(state, "JobLaunchFailure") };
        Assert.Equal(new(sentence, mayGoOn), Of(sight));
        // A shared file system may show the exit file late.
        Assert.Equal(SlurmVerdict.AtWork, Of(sight with { Gone = TimeSpan.FromSeconds(5) }));
    }

    [Fact]
    public void Absence_is_no_failure_until_the_worker_has_been_silent_for_five_minutes_too()
    {
        Assert.Equal(SlurmVerdict.AtWork, Of(Nothing with { Gone = TimeSpan.FromMinutes(4) }));
        Assert.Equal(SlurmVerdict.AtWork, Of(Nothing with { Silent = TimeSpan.FromMinutes(4) }));
        Assert.Equal(
            new("The job was lost: The cluster knows nothing of it, and its worker has been silent for 5 minutes.", true),
            Of(Nothing)
        );
    }

    [Fact]
    public void The_accounting_is_believed_last_and_of_several_starts_the_newest()
    {
        const string output = "PREEMPTED|2026-11-28T10:00:00\nCANCELLED by 1000|2026-11-28T12:00:00\nFAILED|2026-11-28T11:00:00\n";
        Assert.Equal("CANCELLED", SlurmJobLine.NewestState(output));
        Assert.Null(SlurmJobLine.NewestState(""));
        Assert.Equal(
            new("The job was cancelled on the cluster.", true),
            Of(Nothing with { Gone = TimeSpan.FromMinutes(1), Accounted = "CANCELLED" })
        );
    }

    [Fact]
    public void A_job_whose_end_was_asked_for_is_over_as_soon_as_squeue_has_it_no_more()
    {
        var sight = Nothing with { IsEndAsked = true, Gone = TimeSpan.Zero };
        Assert.Equal(new("The job was ended.", true), Of(sight));
        Assert.Equal(SlurmVerdict.AtWork, Of(sight with { Line = Line("COMPLETING") }));
    }

    [Fact]
    public void A_worker_that_was_killed_names_the_memory_that_the_job_has() =>
        Assert.Contains("4,000 MB", Of(Nothing with { Exit = 137 }).Sentence, StringComparison.Ordinal);

    [Fact]
    public void Squeue_is_read_with_names_and_reasons_that_hold_anything()
    {
        var lines = SlurmJobLine.Read("12|3|PENDING|weblab-1|(Resources, or|worse)\n13|N/A|RUNNING|x|None\nslurm_load_jobs error\n");
        Assert.Equal([new(12, 3, "PENDING", "Resources, or|worse", "weblab-1"), new(13, null, "RUNNING", "", "x")], lines);
    }

    [Fact]
    public void An_array_names_its_tasks_as_ranges() => Assert.Equal("0-3,7,9-10", Slurm.Indices([10, 0, 1, 7, 2, 3, 9]));

    [Theory]
    [InlineData("sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit)", 1)]
    [InlineData("sbatch: error: QOSMaxSubmitJobPerUserLimit", 1)]
    [InlineData("sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)", 0)]
    [InlineData("sbatch: error: Batch job submission failed: Invalid partition name specified", 2)]
    public void What_sbatch_refuses_is_held_back_tried_again_or_told(string complaint, int trouble) =>
        Assert.Equal((ClusterTrouble)trouble, Slurm.Trouble("sbatch", new(1, "", complaint)).Trouble);

    private static SlurmVerdict Of(SlurmSight sight, params string[] lastWords) => SlurmVerdict.Of(sight, Settings, lastWords);
}
