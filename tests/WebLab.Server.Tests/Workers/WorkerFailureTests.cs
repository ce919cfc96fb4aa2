using WebLab.Server.Workers;

namespace WebLab.Server.Tests.Workers;

public sealed class WorkerFailureTests
{
    [Theory]
    [InlineData("terminate called after throwing an instance of 'std::bad_alloc'")]
    [InlineData("Out of memory.")]
    [InlineData("Failed to create RW mapping for RX memory. The RW block metadata cannot be allocated.")]
    public void Worker_that_was_aborted_for_want_of_memory_is_said_to_have_run_out_of_it(string words) =>
        Assert.StartsWith(
            "The device ran out of memory;",
            WorkerFailure.Sentence(134, ["the worker's log", words]),
            StringComparison.Ordinal
        );

    [Fact]
    public void Worker_whose_threads_found_no_memory_is_said_to_have_run_out_of_it() =>
        Assert.StartsWith(
            "The device ran out of memory;",
            WorkerFailure.Sentence(1, ["libgomp: Thread creation failed: Resource temporarily unavailable"]),
            StringComparison.Ordinal
        );

    [Fact]
    public void Worker_whose_runtime_found_no_room_to_tell_of_it_most_likely_ran_out_of_memory() =>
        Assert.StartsWith(
            "The worker was aborted by .NET, most likely because the machine ran out of memory;",
            WorkerFailure.Sentence(134, ["terminate called after throwing an instance of '16PAL_SEHException'"]),
            StringComparison.Ordinal
        );

    [Fact]
    public void Worker_that_was_aborted_for_another_reason_is_told_of_with_its_last_words() =>
        Assert.Equal(
            "The worker was aborted by native code: double free or corruption.",
            WorkerFailure.Sentence(134, ["double free or corruption", ""])
        );
}
