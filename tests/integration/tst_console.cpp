// SPDX-License-Identifier: Apache-2.0
#include "console/console.h"
#include "tests/support/testagent.h"

#include "shared/api/pairing.h"
#include "shared/api/system.h"

#include <QCoroTask>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <vector>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds Patience{10};

/// A console with a fleet file of its own, and its key in a file beside it.
struct Desk
{
    QTemporaryDir folder;
    std::unique_ptr<Console> console;

    Desk() { start(); }

    void start()
    {
        console.reset();
        ConsoleOptions options;
        options.fleetFile = folder.filePath(u"fleet.json"_s);
        options.keyStorage = KeyStorage::File;
        console = std::make_unique<Console>(options);
        QVERIFY(QCoro::waitFor(console->open()));
        QVERIFY(QCoro::waitFor(console->unlock()));
    }

    [[nodiscard]] Result<QString> pairByToken(test::TestAgent &agent)
    {
        const auto local = test::greetLocally(agent);
        const auto token = test::ask<api::TokenCreate>(**local, {Role::Operator, 60});
        return QCoro::waitFor(
            console->actions().pair({agent.endpoint().toString(), Role::Operator, token->token}, {}, {}));
    }

    [[nodiscard]] const FleetNode &node(const QString &id) const { return *console->fleet().node(id); }
};

Membership systemOf(const FleetNode &node)
{
    Membership terms;
    terms.id = u"db-1-id"_s;
    terms.name = u"db-1"_s;
    terms.members = {{1, node.nodeId, node.name, node.address}};
    terms.coordinator = node.nodeId;
    return terms;
}

} // namespace

class TestConsole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairsByTokenAndShowsTheNode()
    {
        test::TestAgent agent(u"drawer-1"_s, {u"fan.service"_s});
        Desk desk;
        desk.console->connectAll();
        const auto paired = desk.pairByToken(agent);
        QVERIFY2(paired, paired ? "" : qPrintable(describe(paired.error())));
        QCOMPARE(*paired, agent.nodeId().toString());
        QTRY_COMPARE(desk.node(*paired).link, LinkState::Connected);
        QCOMPARE(desk.node(*paired).name, u"drawer-1"_s);
        QCOMPARE(desk.node(*paired).role, Role::Operator);
        QVERIFY(desk.node(*paired).facts);
        QTRY_COMPARE(desk.node(*paired).units->units.size(), 1);
    }

    void aTokenServesOnce()
    {
        test::TestAgent agent;
        const auto local = test::greetLocally(agent);
        const auto token = test::ask<api::TokenCreate>(**local, {Role::Viewer, 60});
        Desk first;
        QVERIFY(QCoro::waitFor(first.console->actions().pair(
            {agent.endpoint().toString(), Role::Viewer, token->token}, {}, {})));
        Desk second;
        const auto paired = QCoro::waitFor(second.console->actions().pair(
            {agent.endpoint().toString(), Role::Viewer, token->token}, {}, {}));
        QVERIFY(!paired);
        QCOMPARE(paired.error().code, ErrorCode::Conflict);
        QVERIFY(second.console->fleet().nodes().isEmpty());
    }

    void pairsByCodeThatBothSidesShow()
    {
        test::TestAgent agent;
        Desk desk;
        const auto local = test::greetLocally(agent);
        QString shown;
        PairingDialogue dialogue{[&](const QString &code, std::chrono::seconds expiresIn) {
                                     shown = code;
                                     QVERIFY(expiresIn.count() > 30);
                                 },
                                 []() -> QCoro::Task<bool> { co_return true; }};
        std::optional<Result<QString>> paired;
        const auto task = desk.console->actions()
                              .pair({agent.endpoint().toString(), Role::Admin, {}}, dialogue, {})
                              .then([&](Result<QString> result) { paired = std::move(result); });
        QTRY_VERIFY(!shown.isEmpty());
        const auto waiting = test::ask<api::PairList>(**local);
        QCOMPARE(waiting->requests.size(), 1);
        QCOMPARE(waiting->requests.first().code, shown);
        QVERIFY(test::ask<api::PairAccept>(**local, {shown, Role::Viewer}));
        QTRY_VERIFY(paired);
        QVERIFY(*paired);
        QCOMPARE(desk.node(**paired).role, Role::Viewer);
    }

    void pairsWithNobodyWhenTheCodesDiffer()
    {
        test::TestAgent agent;
        Desk desk;
        const auto local = test::greetLocally(agent);
        QString shown;
        PairingDialogue dialogue{[&](const QString &code, std::chrono::seconds) { shown = code; },
                                 []() -> QCoro::Task<bool> { co_return false; }};
        std::optional<Result<QString>> paired;
        const auto task = desk.console->actions()
                              .pair({agent.endpoint().toString(), Role::Viewer, {}}, dialogue, {})
                              .then([&](Result<QString> result) { paired = std::move(result); });
        QTRY_VERIFY(!shown.isEmpty());
        QVERIFY(test::ask<api::PairAccept>(**local, {shown, {}}));
        QTRY_VERIFY(paired);
        QCOMPARE((*paired).error().code, ErrorCode::Forbidden);
        QVERIFY(desk.console->fleet().nodes().isEmpty());
        // The node was told to forget it too.
        QTRY_VERIFY(agent.agent().peers().list().peers.isEmpty());
    }

    void aWrongCodeOnTheNodeEndsThePairing()
    {
        test::TestAgent agent;
        Desk desk;
        const auto local = test::greetLocally(agent);
        bool isShown = false;
        PairingDialogue dialogue{[&](const QString &, std::chrono::seconds) { isShown = true; },
                                 []() -> QCoro::Task<bool> { co_return true; }};
        std::optional<Result<QString>> paired;
        const auto task = desk.console->actions()
                              .pair({agent.endpoint().toString(), Role::Viewer, {}}, dialogue, {})
                              .then([&](Result<QString> result) { paired = std::move(result); });
        QTRY_VERIFY(isShown);
        QVERIFY(!test::ask<api::PairAccept>(**local, {u"AAAAA-AAAAA"_s, {}}));
        QTRY_VERIFY(paired);
        QCOMPARE((*paired).error().code, ErrorCode::Forbidden);
    }

    void cancelsAPairing()
    {
        test::TestAgent agent;
        Desk desk;
        std::stop_source stop;
        bool isShown = false;
        PairingDialogue dialogue{[&](const QString &, std::chrono::seconds) { isShown = true; },
                                 []() -> QCoro::Task<bool> { co_return true; }};
        std::optional<Result<QString>> paired;
        const auto task =
            desk.console->actions()
                .pair({agent.endpoint().toString(), Role::Viewer, {}}, dialogue, stop.get_token())
                .then([&](Result<QString> result) { paired = std::move(result); });
        QTRY_VERIFY(isShown);
        stop.request_stop();
        QTRY_VERIFY(paired);
        QCOMPARE((*paired).error().code, ErrorCode::Cancelled);
    }

    void whoLeavesAtTheQuestionIsNotTrustedByTheNode()
    {
        test::TestAgent agent;
        Desk desk;
        const auto local = test::greetLocally(agent);
        std::stop_source stop;
        QString shown;
        PairingDialogue dialogue{[&](const QString &code, std::chrono::seconds) { shown = code; },
                                 [&]() -> QCoro::Task<bool> {
                                     stop.request_stop();
                                     co_return false;
                                 }};
        std::optional<Result<QString>> paired;
        const auto task =
            desk.console->actions()
                .pair({agent.endpoint().toString(), Role::Viewer, {}}, dialogue, stop.get_token())
                .then([&](Result<QString> result) { paired = std::move(result); });
        QTRY_VERIFY(!shown.isEmpty());
        QVERIFY(test::ask<api::PairAccept>(**local, {shown, {}}));
        QTRY_VERIFY(paired);
        QCOMPARE((*paired).error().code, ErrorCode::Cancelled);
        QTRY_VERIFY(agent.agent().peers().list().peers.isEmpty());
    }

    void showsAFailureAndLosesNothingOverARestart()
    {
        test::TestAgent agent(u"drawer-1"_s, {u"fan.service"_s});
        Desk desk;
        const QString id = desk.pairByToken(agent).value();
        QList<qint64> numbers;
        connect(&desk.console->fleet(), &Fleet::eventsAppended, this, [&](const QList<FleetEvent> &events) {
            for (const FleetEvent &event : events)
                numbers.append(event.event.sequence);
        });
        desk.console->connectAll();
        QTRY_COMPARE(desk.node(id).link, LinkState::Connected);
        agent.units().kill(u"fan.service"_s, SIGSEGV, 2);
        QTRY_COMPARE(desk.node(id).failures.size(), 1);
        QTRY_COMPARE(desk.node(id).state->health, Health::Critical);
        const auto evidence =
            QCoro::waitFor(desk.console->actions().evidence(id, desk.node(id).failures.first().id));
        QVERIFY2(evidence, evidence ? "" : qPrintable(describe(evidence.error())));
        agent.restart();
        QTRY_VERIFY(desk.node(id).link != LinkState::Connected);
        QTRY_COMPARE_WITH_TIMEOUT(desk.node(id).link, LinkState::Connected, Patience);
        QTRY_COMPARE(numbers.isEmpty() ? 0 : numbers.last(), agent.agent().events().newest());
        for (qsizetype i = 1; i < numbers.size(); ++i)
            QCOMPARE(numbers.at(i), numbers.at(i - 1) + 1);
    }

    void keepsTheLastKnownStateAcrossItsRestart()
    {
        Desk desk;
        QString id;
        {
            test::TestAgent agent(u"drawer-1"_s, {u"fan.service"_s});
            id = desk.pairByToken(agent).value();
            desk.console->connectAll();
            QTRY_COMPARE(desk.node(id).link, LinkState::Connected);
            agent.units().kill(u"fan.service"_s, SIGSEGV, 2);
            QTRY_COMPARE(desk.node(id).failures.size(), 1);
            const QString failure = desk.node(id).failures.first().id;
            QVERIFY(QCoro::waitFor(desk.console->actions().evidence(id, failure)));
            QCoro::waitFor(desk.console->close());
        }
        desk.start();
        const FleetNode &node = desk.node(id);
        QCOMPARE(node.link, LinkState::Offline);
        QVERIFY(node.heardAt);
        QCOMPARE(node.failures.size(), 1);
        QVERIFY(node.lastSequence > 0);
        EventQuery query;
        query.nodeIds = {id};
        const auto events = QCoro::waitFor(desk.console->keptEvents(query));
        QVERIFY(events);
        QCOMPARE(events->first().event.sequence, node.lastSequence);
        QVERIFY(QCoro::waitFor(desk.console->actions().evidence(id, node.failures.first().id)));
    }

    void anotherKeyAtTheAddressIsRefused()
    {
        Desk desk;
        test::TestAgent agent;
        test::TestAgent impostor;
        const QString id = desk.pairByToken(agent).value();
        QVERIFY(QCoro::waitFor(desk.console->actions().setAddress(id, impostor.endpoint().toString())));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"link=refused.*"_s));
        desk.console->connectAll();
        QTRY_COMPARE(desk.node(id).link, LinkState::Refused);
        QVERIFY(describe(desk.node(id).linkError).contains(impostor.nodeId().toString()));
    }

    void unpairsOnBothSides()
    {
        test::TestAgent agent;
        Desk desk;
        const QString id = desk.pairByToken(agent).value();
        desk.console->connectAll();
        QTRY_COMPARE(desk.node(id).link, LinkState::Connected);
        QVERIFY(QCoro::waitFor(desk.console->actions().unpair(id)));
        QVERIFY(desk.console->fleet().nodes().isEmpty());
        QTRY_VERIFY(agent.agent().peers().list().peers.isEmpty());
        desk.start();
        QVERIFY(desk.console->fleet().nodes().isEmpty());
    }

    void aKeyThatNodesKnowIsNotReplacedSilently()
    {
        test::TestAgent agent;
        Desk desk;
        QVERIFY(desk.pairByToken(agent));
        QVERIFY(QFile::remove(desk.console->paths().keyFile));
        ConsoleOptions options;
        options.fleetFile = desk.console->paths().fleetFile;
        Console again(options);
        QVERIFY(QCoro::waitFor(again.open()));
        const auto unlocked = QCoro::waitFor(again.unlock());
        QVERIFY(!unlocked);
        QCOMPARE(unlocked.error().code, ErrorCode::Conflict);
        QVERIFY(!QFile::exists(desk.console->paths().keyFile));
    }

    void withoutAKeychainThereIsAChoice()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        QTemporaryDir folder;
        ConsoleOptions options;
        options.fleetFile = folder.filePath(u"fleet.json"_s);
        options.keychainDeadline = std::chrono::seconds(2);
        Console console(options);
        QVERIFY(QCoro::waitFor(console.open()));
        const auto unlocked = QCoro::waitFor(console.unlock());
        QVERIFY(!unlocked);
        QCOMPARE(unlocked.error().code, ErrorCode::Unavailable);
        QVERIFY(unlocked.error().remedy.contains(u"--key-storage"_s));
        QVERIFY(!QFile::exists(console.paths().keyFile));
        QVERIFY(QCoro::waitFor(console.unlock(KeyStorage::Session)));
        QVERIFY(!console.ownId().isEmpty());
        QVERIFY(!QFile::exists(console.paths().keyFile));
    }

    void closesWhileActionsAreUnderWay()
    {
        test::TestAgent agent;
        Desk desk;
        const QString id = desk.pairByToken(agent).value();
        desk.console->connectAll();
        QTRY_COMPARE(desk.node(id).link, LinkState::Connected);
        FleetActions &actions = desk.console->actions();
        int ended = 0;
        const auto count = [&](const auto &) { ++ended; };
        const QString address = agent.endpoint().toString();
        std::vector<QCoro::Task<void>> tasks;
        const auto membership = actions.sign(systemOf(desk.node(id)));
        tasks.push_back(actions.keepSystem(*membership).then(count));
        tasks.push_back(actions.call(id, "node.facts", "{}", std::chrono::seconds(5)).then(count));
        tasks.push_back(actions.probe({address}, {}, {}).then(count));
        tasks.push_back(actions.pair({address, Role::Viewer, {}}, {}, {}).then(count));
        tasks.push_back(desk.console->keptEvents({}).then(count));
        desk.console.reset();
        QTRY_COMPARE(ended, 5);
    }

    void takesInWhatAnotherProgramWrites()
    {
        test::TestAgent agent;
        Desk window;
        window.console->connectAll();
        ConsoleOptions options;
        options.fleetFile = window.console->paths().fleetFile;
        Console batch(options);
        QVERIFY(QCoro::waitFor(batch.open()));
        QVERIFY(QCoro::waitFor(batch.unlock()));
        const auto local = test::greetLocally(agent);
        const auto token = test::ask<api::TokenCreate>(**local, {Role::Admin, 60});
        const auto paired = QCoro::waitFor(
            batch.actions().pair({agent.endpoint().toString(), Role::Admin, token->token}, {}, {}));
        QVERIFY(paired);
        QTRY_VERIFY(window.console->fleet().node(*paired));
        QTRY_COMPARE(window.node(*paired).link, LinkState::Connected);
        const auto membership = batch.actions().sign(systemOf(*batch.fleet().node(*paired)));
        QVERIFY(membership);
        const QByteArray params = toJson(MembershipParams{*membership});
        QVERIFY(QCoro::waitFor(
            window.console->actions().call(*paired, api::SystemSet::Name, params, std::chrono::seconds(5))));
        QVERIFY(QCoro::waitFor(batch.actions().keepSystem(*membership)));
        QTRY_VERIFY(window.console->fleet().systems().contains(u"db-1"_s));
        QVERIFY(!window.console->fleet().systems().value(u"db-1"_s).isOwn());
    }
};

QTEST_GUILESS_MAIN(TestConsole)
#include "tst_console.moc"
