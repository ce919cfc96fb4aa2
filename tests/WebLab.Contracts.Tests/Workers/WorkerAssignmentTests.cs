using WebLab.Contracts.Workers;

namespace WebLab.Contracts.Tests.Workers;

public sealed class WorkerAssignmentTests
{
    private static readonly WorkerAssignment Assignment = new()
    {
        Job = "train",
        Recipe = "{}",
        DataFolder = "/lab/mnist",
        LabelFolder = "/lab/labels",
        Device = "cpu",
        Threads = 1,
        LastSequence = 0,
        Checkpoints = new(Guid.Empty, "/lab/checkpoints", 300, KeepsFinal: false),
        Networks =
        [
            new()
            {
                RunId = Guid.Empty,
                Name = "of the same data",
                DataFolder = "/lab/mnist",
            },
            new()
            {
                RunId = Guid.Empty,
                Name = "of others",
                DataFolder = "/lab/cifar",
            },
        ],
    };

    [Fact]
    public void What_was_sent_is_read_in_place_of_the_servers_and_by_networks_of_the_same_data_too()
    {
        var reading = Assignment.Reading(new("/node/data/1", "/node/data/2"));
        Assert.Equal(("/node/data/1", "/node/data/2"), (reading.DataFolder, reading.LabelFolder));
        Assert.Equal(["/node/data/1", "/lab/cifar"], reading.Networks.Select(network => network.DataFolder));
        Assert.Equal("/lab/checkpoints", reading.Checkpoints.Folder);
    }

    [Fact]
    public void What_was_not_sent_is_read_where_the_server_has_it()
    {
        Assert.Same(Assignment, Assignment.Reading(null));
        var reading = Assignment.Reading(new(null, null));
        Assert.Equal(("/lab/mnist", "/lab/labels"), (reading.DataFolder, reading.LabelFolder));
        Assert.Equal(["/lab/mnist", "/lab/cifar"], reading.Networks.Select(network => network.DataFolder));
    }
}
