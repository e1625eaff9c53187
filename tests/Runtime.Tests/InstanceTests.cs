using HealthPoint.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Staff;

namespace HealthPoint.Tests;

/// <summary>The instance on which an instance method is called: a test for each row of docs/instances.md.</summary>
public sealed class InstanceTests
{
    private const string Own = "success: the application's own", New = "success: a new one";

    [Fact]
    public async Task A_hosted_service_is_asked_itself()
    {
        await using var app = await StartAsync(static services => services.AddHostedService<Worker>());
        app.Services.GetServices<IHostedService>().OfType<Worker>().Single().Mark = "the application's own";

        Assert.Equal(Own, await app.ReadAsync("worker"));
        Assert.Contains("is called on the hosted service Staff.Worker.", Told(app, "worker"), StringComparison.Ordinal);
        Assert.Empty(Warnings(app, "worker"));
    }

    [Theory]
    [InlineData("typed factory")]
    [InlineData("factory")]
    [InlineData("instance")]
    [InlineData("twice")]
    public async Task A_hosted_service_is_asked_itself_however_it_was_registered(string how)
    {
        var worker = new Worker { Mark = "the application's own" };
        await using var app = await StartAsync(services => _ = how switch
        {
            "typed factory" => services.AddHostedService(_ => worker),
            "factory" => services.AddSingleton<IHostedService>(_ => worker),
            "instance" => services.AddSingleton<IHostedService>(worker),
            _ => services.AddSingleton<IHostedService>(_ => worker).AddSingleton<IHostedService>(_ => worker),
        });

        Assert.Equal(Own, await app.ReadAsync("worker"));
        Assert.Empty(Warnings(app, "worker"));
    }

    [Fact]
    public async Task A_service_registered_under_an_interface_is_asked_itself()
    {
        await using var app = await StartAsync(static services => services.AddSingleton<IStock, Stock>());
        Mark<IStock>(app);

        Assert.Equal(Own, await app.ReadAsync("stock"));
        Assert.Equal("HealthPoint: the check 'stock' (Staff.Stock.Check) is called on the Staff.Stock registered as Staff.IStock.", Told(app, "stock"));
        Assert.Equal("HealthPoint: the stat 'stock' (Staff.Stock.Facts) is called on the Staff.Stock registered as Staff.IStock.", Told(app, "stock", "stat"));
    }

    [Theory]
    [InlineData("instance")]
    [InlineData("typed factory")]
    [InlineData("keyed")]
    [InlineData("keyed instance")]
    [InlineData("keyed typed factory")]
    [InlineData("keyed type")]
    public async Task A_service_registered_under_an_interface_or_a_key_is_asked_itself_however_it_is_made(string how)
    {
        var stock = new Stock { Mark = "the application's own" };
        await using var app = await StartAsync(services => _ = how switch
        {
            "instance" => services.AddSingleton<IStock>(stock),
            "typed factory" => services.AddSingleton<IStock, Stock>(_ => stock),
            "keyed" => services.AddKeyedSingleton<IStock, Stock>("here"),
            "keyed instance" => services.AddKeyedSingleton<IStock>("here", stock),
            "keyed typed factory" => services.AddKeyedSingleton<IStock, Stock>("here", (_, _) => stock),
            _ => services.AddKeyedSingleton<Stock>("here"),
        });
        if (how is "keyed")
        {
            ((Stock)app.Services.GetRequiredKeyedService<IStock>("here")).Mark = "the application's own";
        }
        else if (how is "keyed type")
        {
            app.Services.GetRequiredKeyedService<Stock>("here").Mark = "the application's own";
        }

        Assert.Equal(Own, await app.ReadAsync("stock"));
        Assert.EndsWith(how.StartsWith("keyed", StringComparison.Ordinal) ? " with the key 'here'." : "registered as Staff.IStock.", Told(app, "stock"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scoped_service_is_that_of_the_run()
    {
        await using var app = await StartAsync(static services => services.AddScoped<IStock, Stock>());
        Assert.Equal("success: OK", await app.ReadAsync("stock-scope"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_registered_as_itself_wins(bool isFirst)
    {
        await using var app = await StartAsync(services =>
        {
            if (isFirst)
            {
                services.AddSingleton<Stock>();
            }

            services.AddSingleton<IStock, Stock>().AddSingleton<IShelves, Stock>();
            if (!isFirst)
            {
                services.AddSingleton<Stock>();
            }
        });
        app.Services.GetRequiredService<Stock>().Mark = "the application's own";

        Assert.Equal(Own, await app.ReadAsync("stock"));
        Assert.Contains("is called on the registered service Staff.Stock.", Told(app, "stock"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hosted_service_that_is_also_registered_as_itself_is_one_object()
    {
        await using var app = await StartAsync(static services => services
            .AddSingleton<Worker>()
            .AddHostedService(static services => services.GetRequiredService<Worker>()));
        app.Services.GetRequiredService<Worker>().Mark = "the application's own";

        Assert.Equal(Own, await app.ReadAsync("worker"));
        Assert.Empty(Warnings(app, "worker"));
    }

    [Fact]
    public async Task What_is_registered_before_AddHealthPoint_counts_too()
    {
        await using var app = await TestApp.StartAsync(
            before: static builder => builder.Services.AddSingleton<IStock, Stock>(), application: "Staff", settings: TestSettings.John);
        Mark<IStock>(app);

        Assert.Equal(Own, await app.ReadAsync("stock"));
    }

    [Fact]
    public async Task Two_registrations_stop_start_up_and_are_both_named()
    {
        const string problem = "HealthPoint: the check 'stock' (Staff.Stock.Check) is called on the application's own Staff.Stock, of which there are several: ";
        Assert.Equal(
            $"{problem}the one registered as Staff.IStock and the one registered as Staff.IShelves. Register the one that is meant as Staff.Stock itself.",
            await RefusesAsync(static services => services.AddSingleton<IStock, Stock>().AddSingleton<IShelves, Stock>()));
        Assert.Equal(
            $"{problem}the one registered as Staff.IStock and the one registered as Staff.IStock. Register the one that is meant as Staff.Stock itself.",
            await RefusesAsync(static services => services.AddSingleton<IStock, Stock>().AddTransient<IStock, Stock>()));
        Assert.Equal(
            $"{problem}the one registered as Staff.IStock with the key 'a' and the one registered as Staff.Stock with the key '1'. Register the one that is meant as Staff.Stock itself.",
            await RefusesAsync(static services => services.AddKeyedSingleton<IStock, Stock>("a").AddKeyedSingleton<Stock>(1)));
    }

    [Fact]
    public async Task Two_hosted_services_of_a_type_stop_start_up()
    {
        Assert.Equal(
            "HealthPoint: the check 'worker' (Staff.Worker.Check) is called on the application's own Staff.Worker, of which there are several: " +
            "the hosted service Staff.Worker and the hosted service Staff.Worker. Register the one that is meant as Staff.Worker itself.",
            await RefusesAsync(static services => services
                .AddSingleton<IHostedService>(static _ => new Worker())
                .AddSingleton<IHostedService>(static _ => new Worker())));
        Assert.Contains(
            "the hosted service Staff.Van and the hosted service Staff.Bike.",
            await RefusesAsync(static services => services.AddHostedService<Van>().AddHostedService<Bike>()),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_one_that_is_meant_is_registered_as_itself()
    {
        await using var app = await StartAsync(static services => services
            .AddSingleton<Bike>()
            .AddHostedService<Van>()
            .AddHostedService(static services => services.GetRequiredService<Bike>())
            .AddSingleton<Courier>(static services => services.GetRequiredService<Bike>()));

        Assert.Equal("success: Bike", await app.ReadAsync("courier"));
    }

    [Fact]
    public async Task A_disabled_check_does_not_stop_start_up()
    {
        await using var app = await StartAsync(
            static services => services.AddHostedService<Van>().AddHostedService<Bike>(),
            new() { ["HealthPoint:Checks:courier:Enabled"] = "false" });

        app.Reload("HealthPoint:Checks:courier:Enabled", "true");
        Assert.StartsWith("error: HealthPoint: the check 'courier' (Staff.Courier.Check) is called on the application's own Staff.Courier, of which there are several", await app.ReadAsync("courier"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_many_services_of_an_interface_is_found_among_them()
    {
        await using var app = await StartAsync(static services => services.AddSingleton<IRule, SpeedRule>().AddSingleton<IRule, WeightRule>());
        app.Services.GetServices<IRule>().OfType<SpeedRule>().Single().Mark = "the application's own";
        Assert.Equal(Own, await app.ReadAsync("speed-rule"));

        await using var keyed = await StartAsync(static services => services.AddKeyedSingleton<IRule, SpeedRule>("a").AddKeyedSingleton<IRule, WeightRule>("a").AddKeyedSingleton<IRule, WeightRule>("b"));
        keyed.Services.GetKeyedServices<IRule>("a").OfType<SpeedRule>().Single().Mark = "the application's own";
        Assert.Equal(Own, await keyed.ReadAsync("speed-rule"));
    }

    [Fact]
    public async Task A_key_that_stands_for_any_names_no_service()
    {
        await using var app = await StartAsync(static services => services.AddKeyedSingleton<IStock, Stock>(KeyedService.AnyKey));
        Assert.Equal(New, await app.ReadAsync("stock"));
    }

    [Fact]
    public async Task A_service_under_a_closed_generic_interface_is_asked_itself_and_an_open_one_names_no_service()
    {
        await using var app = await StartAsync(static services => services
            .AddSingleton(typeof(ILedger<>), typeof(Ledger<>))
            .AddSingleton<ILedger<Order>, OrderLedger>());
        Mark<ILedger<Order>>(app);
        Assert.Equal(Own, await app.ReadAsync("ledger"));

        await using var open = await StartAsync(static services => services.AddSingleton(typeof(ILedger<>), typeof(Ledger<>)));
        Mark<ILedger<Order>>(open);
        Assert.Equal(New, await open.ReadAsync("ledger"));
        Assert.Contains("is called on a Staff.Ledger constructed for each run.", Told(open, "ledger"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_factory_that_does_not_say_what_it_makes_is_told_of()
    {
        await using var app = await StartAsync(static services => services.AddSingleton<IStock>(static _ => new Stock { Mark = "unknown" }));
        Assert.Equal(New, await app.ReadAsync("stock"));
        Assert.EndsWith(
            "is called on a Staff.Stock constructed for each run, though the factory registered as Staff.IStock may make one, of which it does not say the type.",
            Told(app, "stock"),
            StringComparison.Ordinal);

        await using var client = await StartAsync(static services => services.AddHttpClient<IStock, Stock>());
        Assert.Contains("though the factory registered as Staff.IStock may make one", Told(client, "stock"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_decorator_the_one_that_it_decorates_is_asked()
    {
        // Scrutor's Decorate turns a registration into these two.
        await using var app = await StartAsync(static services => services
            .AddKeyedSingleton<IStock, Stock>("IStock+Decorated")
            .AddSingleton<IStock>(static services => new LoudStock(services.GetRequiredKeyedService<IStock>("IStock+Decorated"))));
        ((Stock)((LoudStock)app.Services.GetRequiredService<IStock>()).Inner).Mark = "the application's own";
        Assert.Equal(Own, await app.ReadAsync("stock"));

        await using var byHand = await StartAsync(static services => services
            .AddSingleton<Stock>()
            .AddSingleton<IStock>(static services => new LoudStock(services.GetRequiredService<Stock>())));
        ((Stock)((LoudStock)byHand.Services.GetRequiredService<IStock>()).Inner).Mark = "the application's own";
        Assert.Equal(Own, await byHand.ReadAsync("stock"));
    }

    [Fact]
    public async Task A_decorator_of_the_container_s_fails_the_check_and_is_named()
    {
        await using var app = await TestApp.StartAsync(
            static builder => builder.Services.AddSingleton<IStock, Stock>(),
            application: "Staff",
            settings: TestSettings.John,
            before: static builder => builder.Host.UseServiceProviderFactory(new OtherContainer(static services => services.AddSingleton<IStock>(new LoudStock(new Stock())))));
        Assert.Equal(
            "error: The service registered as Staff.IStock is no Staff.Stock, but Staff.LoudStock, which may be a decorator. Register Staff.Stock as itself, so that it can be asked.",
            await app.ReadAsync("stock"));
    }

    [Fact]
    public async Task A_service_that_only_the_container_knows_is_asked_itself()
    {
        await using var app = await TestApp.StartAsync(
            application: "Staff",
            settings: TestSettings.John,
            before: static builder => builder.Host.UseServiceProviderFactory(new OtherContainer(static services => services
                .AddSingleton(new Stock { Mark = "the application's own" })
                .AddSingleton<IHostedService>(static _ => new Worker { Mark = "the application's own" }))));
        Assert.Equal(Own, await app.ReadAsync("stock"));
        Assert.Equal(Own, await app.ReadAsync("worker"));
    }

    [Fact]
    public async Task A_method_of_a_base_class_or_an_interface_is_called_on_the_one_service_that_has_it()
    {
        await using var app = await StartAsync(static services => services
            .AddHostedService<Guard>()
            .AddSingleton<GasMeter>()
            .AddSingleton<ILedger<Order>, OrderLedger>());
        app.Services.GetRequiredService<GasMeter>().Mark = "the application's own";
        Mark<ILedger<Order>>(app);

        Assert.Equal("success: Guard", await app.ReadAsync("courier"));
        Assert.Equal("success: Guard", await app.ReadAsync("patrol"));
        Assert.Equal(Own, await app.ReadAsync("meter"));
        Assert.Equal(Own, await app.ReadAsync("ledger"));
        Assert.Contains("is called on the Staff.GasMeter registered as Staff.GasMeter.", Told(app, "meter"), StringComparison.Ordinal);
        Assert.Contains(
            "of which there are several: the Staff.GasMeter registered as Staff.GasMeter and the Staff.PowerMeter registered as Staff.PowerMeter. Register the one that is meant as Staff.IMeter itself.",
            await RefusesAsync(static services => services.AddSingleton<GasMeter>().AddSingleton<PowerMeter>()),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_factory_of_hosted_services_may_make_what_no_registration_tells()
    {
        await using var app = await StartAsync(static services => services.AddSingleton<IHostedService>(static _ => new Guard()));
        Assert.Equal("success: Guard", await app.ReadAsync("patrol"));
    }

    [Fact]
    public async Task Where_the_application_has_none_one_is_constructed_and_start_up_warns_of_a_hosted_service()
    {
        await using var app = await StartAsync(static _ => { });
        Assert.Equal("error: a new one", await app.ReadAsync("worker"));
        Assert.Equal(New, await app.ReadAsync("stock"));
        Assert.Equal("HealthPoint: the check 'stock' (Staff.Stock.Check) is called on a Staff.Stock constructed for each run.", Told(app, "stock"));
        Assert.Equal(
            "HealthPoint: the check 'worker' (Staff.Worker.Check) is called on a Staff.Worker constructed for each run, which is a hosted service that the host never starts. " +
            "Let it start the one that is asked: AddSingleton<Worker>() and AddHostedService(provider => provider.GetRequiredService<Worker>()).",
            Assert.Single(app.Log.OfHealthPoint, static line => line.Level == LogLevel.Warning).Message);
    }

    [Theory]
    [InlineData("twin")]
    [InlineData("transient")]
    [InlineData("transient hosted")]
    public async Task Start_up_warns_of_a_hosted_service_that_is_another_object_than_the_host_starts(string how)
    {
        await using var app = await StartAsync(services => _ = how switch
        {
            "twin" => services.AddSingleton<Worker>().AddHostedService<Worker>(),
            "transient" => services.AddTransient<Worker>().AddHostedService(static services => services.GetRequiredService<Worker>()),
            _ => services.AddTransient<IHostedService, Worker>(),
        });
        Assert.Contains("which is a hosted service that the host never starts", Assert.Single(Warnings(app, "worker")), StringComparison.Ordinal);
        Assert.Equal("error: a new one", await app.ReadAsync("worker"));
    }

    [Fact]
    public async Task A_hosted_service_that_hands_itself_on_is_no_other_object()
    {
        await using var app = await StartAsync(static services => services
            .AddHostedService<Worker>()
            .AddSingleton(static services => services.GetServices<IHostedService>().OfType<Worker>().Single()));
        Assert.Equal(New, await app.ReadAsync("worker"));
        Assert.Empty(Warnings(app, "worker"));
    }

    [Fact]
    public async Task What_can_neither_be_found_nor_constructed_fails_its_check_and_says_what_to_do()
    {
        await using var app = await StartAsync(static _ => { });
        Assert.Equal("error: The application has no Staff.IMeter, and generated code cannot construct one. Register it as a service.", await app.ReadAsync("meter"));
        Assert.EndsWith("is called on nothing: no Staff.IMeter is registered, and generated code cannot construct one.", Told(app, "meter"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_up_tells_of_each_instance_method_once_and_of_no_static_one()
    {
        await using var app = await StartAsync(static _ => { });
        Assert.Equal(
            "courier, ledger, meter, patrol, speed-rule, stock, stock, stock-scope, worker",
            string.Join(", ", app.Log.OfHealthPoint.Where(static line => line.Level == LogLevel.Debug).Select(static line => line.Message)
                .Where(static line => line.Contains(" is called on ", StringComparison.Ordinal)).Select(static line => line.Split('\'')[1]).Order(StringComparer.Ordinal)));
        await using var shapes = await TestApp.StartAsync(application: "Shapes", settings: Debug);
        Assert.DoesNotContain(shapes.Log.OfHealthPoint, static line => line.Message.Contains("Shapes.Checks", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hosted_service_may_ask_for_a_report_before_it_is_made()
    {
        HealthReport? report = null;
        await using var app = await StartAsync(
            services => services.AddHostedService(services =>
            {
                // The worker's check waits for the very worker that waits for the report here.
                using var reported = new ManualResetEventSlim();
                _ = AskAsync(services.GetRequiredService<HealthCheckService>(), reported);
                reported.Wait(TestContext.Current.CancellationToken);
                return new Worker { Mark = "the application's own" };
            }),
            new() { ["HealthPoint:Checks:worker:Timeout"] = "0.1", ["HealthPoint:CacheDuration"] = "0" });

        Assert.Equal("timed out after 0.1 s", report!.Entries["worker"].Description);
        while (await app.ReadAsync("worker") is not Own)
        {
            // The run that was given up has not ended yet.
        }

        async Task AskAsync(HealthCheckService health, ManualResetEventSlim reported)
        {
            report = await health.CheckHealthAsync(static check => check.Name is "worker");
            reported.Set();
        }
    }

    [Fact]
    public async Task Nothing_is_made_for_a_run_before_the_start_that_no_registration_speaks_for()
    {
        var made = 0;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Staff" });
        builder.Logging.ClearProviders();
        builder.Services.AddHealthPoint();
        builder.Services.AddHostedService(_ =>
        {
            made++;
            return new Van();
        });
        await using var app = builder.Build();

        var report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(static check => check.Name is "stock", TestContext.Current.CancellationToken);
        Assert.Equal(("a new one", 0), (report.Entries["stock"].Description, made));
        report = await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(static check => check.Name is "courier", TestContext.Current.CancellationToken);
        Assert.Equal(("Van", 1), (report.Entries["courier"].Description, made));
    }

    private static TestSettings Debug => TestSettings.John.And(new() { ["Logging:LogLevel:HealthPoint"] = "Debug" });

    private static Task<TestApp> StartAsync(Action<IServiceCollection> register, TestSettings? settings = null) =>
        TestApp.StartAsync(builder => register(builder.Services), application: "Staff", settings: Debug.And(settings));

    private static Task<string> RefusesAsync(Action<IServiceCollection> register) => TestApp.RefusesToStartAsync(builder => register(builder.Services), "Staff");

    private static void Mark<T>(TestApp app)
        where T : notnull => ((Member)(object)app.Services.GetRequiredService<T>()).Mark = "the application's own";

    private static string Told(TestApp app, string name, string kind = "check") => Assert.Single(
        app.Log.OfHealthPoint, line => line.Level == LogLevel.Debug && line.Message.StartsWith($"HealthPoint: the {kind} '{name}' (", StringComparison.Ordinal)).Message;

    private static IEnumerable<string> Warnings(TestApp app, string name) =>
        app.Log.OfHealthPoint.Where(line => line.Level == LogLevel.Warning && line.Message.Contains($"'{name}'", StringComparison.Ordinal)).Select(static line => line.Message);

    /// <summary>A container that has more services than the collection from which it was built.</summary>
    private sealed class OtherContainer(Action<IServiceCollection> more) : IServiceProviderFactory<IServiceCollection>
    {
        public IServiceCollection CreateBuilder(IServiceCollection services)
        {
            IServiceCollection copy = new ServiceCollection();
            foreach (var service in services)
            {
                copy.Add(service);
            }

            more(copy);
            return copy;
        }

        public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder) => containerBuilder.BuildServiceProvider();
    }
}
