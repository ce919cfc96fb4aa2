using System.Net;
using System.Text.Json;
using WebLab.Server.Tests.Hosting;

namespace WebLab.Server.Tests.Problems;

public sealed class ProblemTests(SharedLab lab)
{
    private const string Unknown = "01a20dda-3700-7352-bf1b-685bdc94d66d";

    [Theory]
    [InlineData("GET", "/api/runs/" + Unknown)]
    [InlineData("GET", "/api/runs/" + Unknown + "/curve")]
    [InlineData("POST", "/api/runs/" + Unknown + "/cancel")]
    [InlineData("DELETE", "/api/runs/" + Unknown)]
    [InlineData("GET", "/api/experiments/" + Unknown)]
    [InlineData("DELETE", "/api/experiments/" + Unknown)]
    [InlineData("GET", "/api/datasets/imagenet")]
    [InlineData("GET", "/api/runs/not-an-id")]
    [InlineData("GET", "/api/nothing")]
    public async Task Unknown_thing_is_404_with_a_sentence(string method, string path) =>
        AssertProblem(404, await lab.Client.Send(new(method), path));

    [Theory]
    [InlineData("/api/runs?take=501", "take must be 1 to 500; it was 501.")]
    [InlineData("/api/runs?take=0", "take must be 1 to 500; it was 0.")]
    [InlineData("/api/runs?skip=-1", "skip must be at least 0; it was -1.")]
    [InlineData("/api/experiments?take=1000000", "take must be 1 to 500; it was 1000000.")]
    [InlineData("/api/experiments?skip=x", "skip was not understood; it was x.")]
    [InlineData(
        "/api/runs?status=sleeping",
        "status must be one of queued, starting, running, pausing, paused, completed, cancelled, failed, interrupted; it was sleeping."
    )]
    public async Task Bad_query_is_400_with_a_sentence(string path, string sentence) =>
        Assert.Equal(sentence, AssertProblem(400, await lab.Client.Get(path)));

    [Theory]
    [InlineData("", "The request body must be JSON; it was empty or null.")]
    [InlineData("{", "The request body must be JSON; it is not from line 1, byte 2 on.")]
    [InlineData("{\"name\":\"a\",\"runs\":[", "The request body must be JSON; it is not from line 1, byte 21 on.")]
    [InlineData("[]", "The request body must be what the API's description says; it was [].")]
    [InlineData("null", "The request body must be JSON; it was empty or null.")]
    [InlineData("{\"name\":\"a\"}", "The request body must have runs.")]
    [InlineData("{\"name\":\"a\",\"runs\":[]}", "runs must hold 1 to 500 runs; it held 0.")]
    [InlineData("{\"name\":\"a\",\"runs\":[null]}", "runs[0] must be a run with name and spec; it was null.")]
    [InlineData(
        "{\"name\":\"a\",\"runs\":[{\"name\":\"r\",\"spec\":{}}],\"axes\":[null]}",
        "axes must each have a field and values that are text; one was null."
    )]
    [InlineData(
        "{\"name\":\"a\",\"runs\":[{\"name\":\"r\",\"spec\":null}]}",
        "runs[0].spec must be what the API's description says; it was null."
    )]
    [InlineData("{\"name\":\"a\",\"runs\":[],\"colour\":1}", "colour is not a member that is known here.")]
    [InlineData(
        "{\"name\":\" \",\"runs\":[{\"name\":\"r\",\"spec\":{}}]}",
        "name must have 1 to 200 characters, none of them a control or an invisible character; it had 1."
    )]
    public async Task Bad_body_is_400_with_a_sentence(string body, string sentence) =>
        Assert.Equal(sentence, AssertProblem(400, await lab.Client.Post("/api/experiments", body)));

    [Theory]
    [InlineData("application/json", "{\"name\":\"\u00ff\"}", "The request body must be JSON in UTF-8; it has bytes that are none.")]
    [InlineData(
        "application/json",
        "{\"\\ud800\":1,\"name\":5}",
        "The request body must be what the API's description says; it was {\"\\ud800\":1,\"name\":5}."
    )]
    [InlineData(
        "application/json; charset=bogus",
        "{}",
        "The request body must be JSON, with the content type application/json and no other charset than utf-8."
    )]
    [InlineData(
        "application/json; charset=utf-16",
        "{}",
        "The request body must be JSON, with the content type application/json and no other charset than utf-8."
    )]
    [InlineData(
        "text/plain",
        "{}",
        "There is no POST /api/experiments for this body: it must be JSON, with the content type application/json."
    )]
    public async Task Bytes_that_are_no_text_and_charsets_are_told_in_a_sentence(string type, string latin, string sentence)
    {
        using var http = new HttpClient();
        using var content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(latin));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await http.PostAsync(new Uri(lab.Server.Address, "/api/experiments"), content);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(sentence, problem.RootElement.GetProperty("detail").GetString());
        Assert.InRange((int)answer.StatusCode, 400, 415);
    }

    [Theory]
    [InlineData("/api/runs/actions", """{"verb":"fly","ids":[]}""", "verb must be one of cancel, pause, ", "; it was \"fly\".")]
    [InlineData("/api/runs/actions", """{"verb":"pin","ids":[5]}""", "ids[0] must be an id", "; it was 5.")]
    [InlineData("/api/webhooks", """{"url":"x","kinds":["noon"]}""", "kinds[0] must be one of ended", "; it was \"noon\".")]
    [InlineData("/api/experiments", """{"name":1,"runs":[]}""", "name must be text", "; it was 1.")]
    [InlineData("/api/experiments", """{"name":"a","runs":[],"isPrivate":"yes"}""", "isPrivate must be true or false", "; it was \"yes\".")]
    [InlineData("/api/experiments", """{"name":"a","runs":[],"priority":1.5}""", "priority must be a whole number", "; it was 1.5.")]
    public async Task A_member_of_another_form_is_told_what_it_may_be(string path, string body, string beginning, string end)
    {
        var sentence = AssertProblem(400, await lab.Client.Post(path, body));
        Assert.StartsWith(beginning, sentence);
        Assert.EndsWith(end, sentence);
    }

    [Fact]
    public async Task A_place_that_is_long_is_not_quoted_whole()
    {
        var body = $$"""{"name":"a","place":"{{new string('x', 100_000)}}","runs":[{"name":"r","spec":{} }]}""";
        Assert.InRange(AssertProblem(400, await lab.Client.Post("/api/experiments", body)).Length, 20, 500);
    }

    [Theory]
    [InlineData("tag")]
    [InlineData("untag")]
    public async Task A_tag_that_is_null_is_400_with_a_sentence(string verb) =>
        Assert.Equal(
            "A tag must be 1 to 40 letters, digits, dots, dashes and underscores; one was null.",
            AssertProblem(
                400,
                await lab.Client.Post("/api/runs/actions", $$"""{"verb":"{{verb}}","ids":["{{Guid.NewGuid()}}"],"tags":[null]}""")
            )
        );

    [Fact]
    public async Task A_day_after_the_last_one_is_a_filter_like_any_other() =>
        Assert.Equal(System.Net.HttpStatusCode.OK, (await lab.Client.Get("/api/runs?filter=created%20%3E%209999-12-31")).Status);

    [Theory]
    [InlineData(11, 1, 1, "axes must hold at most 10 axes; it held 11.")]
    [InlineData(1, 500, 41, "axes must have at most 20,000 characters in all their values; they had 20,500.")]
    public async Task Axes_are_bounded(int axes, int values, int length, string sentence)
    {
        var axis = new { field = "seed", values = Enumerable.Repeat(new string('1', length), values) };
        var request = new
        {
            name = "a",
            runs = new[] { new { name = "r", spec = new { } } },
            axes = Enumerable.Repeat(axis, axes),
        };
        Assert.Equal(
            sentence,
            AssertProblem(400, await lab.Client.Post("/api/experiments", System.Text.Json.JsonSerializer.Serialize(request)))
        );
    }

    [Fact]
    public async Task Body_that_is_too_large_is_413() =>
        Assert.Equal(
            "The request body may have at most 4,194,304 bytes; it had 5,000,011.",
            AssertProblem(413, await lab.Client.Post("/api/experiments", $$"""{"name":"{{new string('a', 5_000_000)}}"}"""))
        );

    [Fact]
    public async Task Wrong_method_is_named() =>
        Assert.Equal("There is no PUT /api/experiments.", AssertProblem(404, await lab.Client.Send(HttpMethod.Put, "/api/experiments")));

    [Fact]
    public async Task Page_is_capped_and_total_is_told()
    {
        var page = await lab.Client.Runs("?take=1");
        Assert.True(page.Items.Count <= 1 && page.Total >= page.Items.Count);
    }

    [Theory]
    [InlineData("buckets=0", "buckets must be 1 to 5000; it was 0.")]
    [InlineData("buckets=5001", "buckets must be 1 to 5000; it was 5001.")]
    [InlineData("from=5&to=4", "from and to must be steps in order, from 0; they were 5 and 4.")]
    [InlineData("metrics=beauty", "with commas between; one was beauty.")]
    public async Task Bad_window_of_a_curve_is_400_with_a_sentence(string query, string sentence)
    {
        var run = await lab.Client.LaunchOne(Specs.Short);
        Assert.EndsWith(sentence, AssertProblem(400, await lab.Client.Get($"/api/runs/{run.Id}/curve?{query}")), StringComparison.Ordinal);
    }

    private static string AssertProblem(int status, (HttpStatusCode Status, string Body) answer)
    {
        Assert.Equal(status, (int)answer.Status);
        using var problem = JsonDocument.Parse(answer.Body);
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.DoesNotContain("   at ", answer.Body, StringComparison.Ordinal);
        return problem.RootElement.TryGetProperty("detail", out var detail)
            ? detail.GetString()!
            : problem.RootElement.GetProperty("title").GetString()!;
    }
}
