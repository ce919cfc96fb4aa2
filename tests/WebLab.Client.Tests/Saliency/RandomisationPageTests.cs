using Bunit;
using WebLab.Client.Saliency;
using WebLab.Client.Tests.Experiments;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Saliency;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Saliency;

public sealed class RandomisationPageTests : PageTest
{
    private static readonly RunSummary Analysis = RunMaker.Run("true-labels", status: RunStatus.Completed) with
    {
        Spec = new RandomisationLaunch(RandomisationSize.Small, "cnn", Sets[2]).Request.Runs[0].Spec,
    };

    private static readonly DataRandomisationReport Report = new()
    {
        Title = "MNIST",
        Network = "cnn",
        Examples = 2_000,
        Images = 10,
        Seeds = 3,
        Trainings = [new(1, false, 50, 1, 0.95), new(1, true, 70, 0.96, 0.1)],
        Correlations =
        [
            new("gradient", "Gradient", true, [0.2, 0.3], 0.25, 0.1, -0.39, 0.89, 0.16, null),
            new("gradient", "Gradient", false, [0.1, 0.1], 0.1, 0.2, 0.1, 0.1, 0.09, null),
            new("gradient-input", "Gradient × input", true, [0.9, 0.98], 0.94, 0.01, 0.4, 1.4, 0.99, "80.9 % of the pixels are black."),
        ],
        LeftOut = ["Grad-CAM needs a convolution."],
        Shown = [new(7, 3, 3, 5, [new("gradient", [127, 0, 129, 64], [0, 0, 0, 127])])],
        Rows = 2,
        Columns = 2,
        Caveats = ["The published networks were trained on 55,000 images, these on 2,000: bars need not agree."],
        Seconds = 300,
    };

    [Fact]
    public void Correlations_stand_beside_the_published_bars_with_what_must_be_known_of_black_images()
    {
        var page = Open();
        var rows = page.FindAll("[data-correlations] tbody tr");
        Assert.Equal(
            ["0.25", "-0.39 to 0.89", "0.16", "+0.09", "0.10"],
            rows[0].QuerySelectorAll("td.num").Select(cell => cell.TextContent)
        );
        Assert.Contains("with their signs", rows[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("Gradient × input *", rows[2].TextContent, StringComparison.Ordinal);
        Assert.Equal("* 80.9 % of the pixels are black.", page.Find("[data-caveat]").TextContent);
        foreach (var words in new[] { "bars need not agree", "Grad-CAM needs a convolution.", "1 of 3", "96.0 %" })
            Assert.Contains(words, page.Markup, StringComparison.Ordinal);
        Assert.Equal(2, page.FindAll("[aria-label*='Rank correlation over Maps']").Count);
    }

    [Fact]
    public void Maps_of_both_networks_stand_beside_their_image()
    {
        var page = Open();
        Assert.Equal(
            $"/api/datasets/{DatasetName.Mnist}/examples/test/7",
            new Uri(Lab.Origin, page.Find(".map-sheet .example-image").GetAttribute("src")).AbsolutePath
        );
        var maps = page.FindAll(".map-pair img");
        Assert.Equal(["Gradient, image 7, true labels", "Gradient, image 7, random labels"], maps.Select(map => map.GetAttribute("alt")));
        Assert.NotEqual(maps[0].GetAttribute("src"), maps[1].GetAttribute("src"));
        Assert.Contains("3 | 5", page.Find(".map-sheet tbody th").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_is_a_bitmap_red_for_the_class_blue_against_it_and_white_for_neither()
    {
        var file = MapImage.Bitmap([127, 0, 129, 64, 0, 0], 2, 3);
        Assert.Equal("BM"u8.ToArray(), file[..2]);
        Assert.Equal(file.Length, BitConverter.ToInt32(file, 2));
        var start = BitConverter.ToInt32(file, 10);
        // Two rows of three pixels, each padded to four bytes; 129 is -127.
        Assert.Equal([255, 128, 1, 0, 192, 128, 128, 0], file[start..].Select(each => (int)each));
        int[] Colour(int index) => [.. file[(54 + (index * 4))..(57 + (index * 4))].Select(each => (int)each)];
        Assert.Equal([43, 24, 178], Colour(255));
        Assert.Equal([255, 255, 255], Colour(128));
        Assert.Equal([172, 102, 33], Colour(1));
    }

    [Fact]
    public void How_many_maps_were_constant_and_are_in_no_mean_is_told()
    {
        Assert.Empty(Open().FindAll("[data-undefined]"));
        var first = Report.Correlations[0] with { Undefined = 2 };
        var page = Open(Report with { Correlations = [first, .. Report.Correlations.Skip(1)] });
        Assert.Contains("without 2 constant", page.Find("[data-correlations]").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("[data-undefined]"));
    }

    [Fact]
    public void The_csv_is_the_servers() =>
        Assert.EndsWith("/report.csv", Open().Find("a[download='data-randomisation.csv']").GetAttribute("href"), StringComparison.Ordinal);

    [Fact]
    public async Task The_test_is_launched_on_MNIST_where_it_is_here_and_tells_its_cost_before()
    {
        var sent = Lab.TakeLaunch(Analysis);
        var card = Render<RandomisationCard>(parameters => parameters.Add(p => p.Devices, [Cpu]).Add(p => p.Datasets, Sets));
        Assert.Equal(["MNIST", "Generated shapes"], card.FindAll("[aria-label='Data set'] option").Select(option => option.TextContent));
        Assert.Matches("2,000 images, 1 seed, at most about \\d+ min", card.Find(".preset-time").TextContent);
        Assert.Matches("10,000 images, 1 seed, at most about \\d+ min", card.FindAll(".preset-time")[1].TextContent);
        Assert.NotNull(card.Find("[data-launch=randomisation-middle]"));
        Assert.Equal(["CNN", "MLP, 2500-1500-500"], card.FindAll("[aria-label=Network] option").Select(option => option.TextContent));
        await card.InvokeAsync(() => card.Find("[aria-label=Network]").Change("mlp"));
        await Click(card, "[data-launch=randomisation-small]");
        var spec = (await sent.WaitAsync(DefaultWaitTimeout)).Runs[0].Spec;
        Assert.Equal((DatasetName.Mnist, 2_000, "mlp"), (spec.Dataset, spec.TrainSize, spec.Analysis!.Fields.Text("saliencyNetwork")));
        WaitForAddress(card, $"/analyses/data-randomisation/{Analysis.Id}");
    }

    [Theory]
    [InlineData("cnn", "the published CNN")]
    [InlineData("mlp", "the published MLP, 2500-1500-500")]
    [InlineData("transformer", "transformer")]
    public void The_network_has_the_trainers_words_and_one_that_it_does_not_name_is_not_called_published(string network, string words) =>
        Assert.Equal(words, Open(Report with { Network = network }).FindAll(".audit-facts dd")[1].TextContent);

    [Fact]
    public void Without_a_set_of_images_the_card_says_what_it_needs()
    {
        var card = Render<RandomisationCard>(parameters => parameters.Add(p => p.Devices, [Cpu]).Add(p => p.Datasets, []));
        Assert.Contains("needs a data set of images", card.Markup, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("button"));
    }

    private IRenderedComponent<RandomisationPage> Open(DataRandomisationReport? report = null)
    {
        Lab.Answer($"GET {ApiRoutes.Datasets}", Sets);
        Lab.Answer($"GET {ApiRoutes.Runs}/{Analysis.Id}", Analysis);
        Lab.Answer($"GET {ApiRoutes.Runs}/{Analysis.Id}/report", report ?? Report);
        var page = Render<RandomisationPage>(parameters => parameters.Add(p => p.Id, Analysis.Id));
        page.WaitForElement("[data-correlations]");
        return page;
    }
}
