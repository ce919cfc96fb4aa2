using WebLab.Contracts.Specs;
using WebLab.Science.Jobs;
using WebLab.Training.Jobs;

namespace WebLab.Training.Tests.Jobs;

public sealed class JobEntriesTests
{
    [Fact]
    public void Every_kind_of_job_has_an_entry() =>
        Assert.All(JobKinds.All, kind => Assert.Equal(kind.Id, JobEntries.Own.Find(kind.Id).Id));

    [Fact]
    public void A_kind_that_a_worker_does_not_know_is_refused() =>
        Assert.Equal(
            "This worker can do data-randomisation, example-scores, kernel-solve, label-audit, measures, saliency-maps, training; "
                + "it was asked for horoscope. Build server and worker from the same version.",
            Assert.Throws<TrainingFailedException>(() => JobEntries.Own.Find("horoscope")).Message
        );

    [Fact]
    public void Another_kind_is_one_entry()
    {
        var done = new List<int>();
        var entries = new JobEntries([new("count", (spec, _, _, _, _) =>
            {
                done.Add(spec.Epochs);
                return null!;
            })]);
        entries.Find("count").Work(new RunSpec { Epochs = 7 }, null!, null!, null!, null!);
        Assert.Equal([7], done);
        Assert.Throws<TrainingFailedException>(() => entries.Find("training"));
    }

    [Fact]
    public void Stored_names_of_jobs_keep() =>
        Assert.Equal(
            ["training", "kernel-solve", "data-randomisation", "example-scores", "label-audit", "measures", "saliency-maps"],
            JobKinds.All.Select(kind => kind.Id)
        );
}
