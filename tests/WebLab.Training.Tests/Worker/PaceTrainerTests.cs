using System.Globalization;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Specs;
using WebLab.Contracts.Workers;
using WebLab.Training.Worker;

namespace WebLab.Training.Tests.Worker;

public sealed class PaceTrainerTests
{
    private static readonly RunSpec Small = new() { TrainSize = 12, BatchSize = 5 };

    [Theory]
    [InlineData(ModelName.Linear, LossSpec.CrossEntropy)]
    [InlineData(ModelName.SmallAlexnet, "co-teaching")]
    public void Each_question_is_answered_with_images_a_second(string model, string loss)
    {
        var spec = Small with { Model = model, Loss = new() { Kind = loss } };
        var answers = Ask(new(JsonSerializer.Serialize(spec, LabJson.Options), null), "1 0", "1 0.01");
        Assert.Equal(2, answers.Length);
        Assert.All(answers, answer => Assert.True(double.Parse(answer, CultureInfo.InvariantCulture) > 0));
    }

    [Fact]
    public void A_labs_own_data_set_is_known_by_its_facts_alone()
    {
        var own = DatasetFacts.Of(DatasetName.Generated) with { Name = "of-a-pace-test", IsOwn = true, IsUnlisted = true };
        var spec = Small with { Model = ModelName.Linear, Dataset = own.Name };
        var order = new PaceOrder(
            JsonSerializer.Serialize(spec, LabJson.Options),
            JsonSerializer.Serialize(own, LabJson.Options)
        );
        Assert.Single(Ask(order, "1 0"));
    }

    private static string[] Ask(PaceOrder order, params string[] questions)
    {
        using var output = new StringWriter();
        using var input = new StringReader(string.Join('\n', questions.Prepend(JsonSerializer.Serialize(order, LabJson.Options))));
        PaceTrainer.Run(input, output);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
