// SPDX-License-Identifier: Apache-2.0
#include "console/console.h"
#include "console/views/dialogs/acknowledgesheet.h"
#include "console/views/dialogs/addnodesdialog.h"
#include "console/views/dialogs/pairingdialog.h"
#include "console/views/dialogs/systemchangesheet.h"
#include "console/views/dialogs/systemdialog.h"
#include "console/views/evidence/evidencepanel.h"
#include "console/views/gui.h"
#include "console/views/models/failuretablemodel.h"
#include "console/views/shell/fleetpanel.h"
#include "console/views/shell/mainwindow.h"
#include "console/views/shell/pagestack.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"
#include "shared/api/pairing.h"
#include "tests/gui/support/hands.h"
#include "tests/gui/support/virtualdisplay.h"
#include "tests/support/testagent.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <csignal>

using namespace muster::test;
using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

const QString Fan = u"fan-control.service"_s;

template <typename Widget>
Widget *visible(QWidget &in)
{
    auto *found = in.findChild<Widget *>();
    return found && found->isVisible() ? found : nullptr;
}

/// What a person does at the console, and somebody at the nodes. Each step fails the test when what has to be
/// seen is not.
class Story : public QObject
{
public:
    explicit Story(Console &console)
        : m_console(console)
    {
    }

    void play()
    {
        for (const auto step : {&Story::opensTheConsole, &Story::addsTheNodes, &Story::groupsThem,
                                &Story::seesAFailure, &Story::takesNoteOfIt, &Story::seesThatANodeIsSilent}) {
            (this->*step)();
            if (QTest::currentTestFailed())
                return m_window ? void(m_window->close()) : QCoreApplication::quit();
        }
        m_isPlayed = true;
        hands::strike(Qt::CTRL | Qt::Key_Q);
    }
    [[nodiscard]] bool isPlayed() const { return m_isPlayed; }

private:
    void opensTheConsole();
    void addsTheNodes();
    void pairs(TestAgent &agent, AddNodesDialog &adding);
    void groupsThem();
    void seesAFailure();
    void takesNoteOfIt();
    void seesThatANodeIsSilent();

    [[nodiscard]] QModelIndex inTree(const QString &key) const
    {
        const QAbstractItemModel *tree = m_window->findChild<FleetPanel *>()->model();
        return tree->match(tree->index(0, 0), KeyRole, key, 1, Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }
    [[nodiscard]] Mark markInTree(const TestAgent &agent) const
    {
        return Mark(inTree(u"node/"_s + agent.nodeId().toString()).data(MarkRole).toInt());
    }
    [[nodiscard]] TableView &failures() const
    {
        return m_window->pages().currentWidget()->findChild<TablePanel *>()->view();
    }
    [[nodiscard]] QString shown(int column) const
    {
        return failures().model()->index(0, column).data().toString();
    }

    Console &m_console;
    MainWindow *m_window = nullptr; ///< runGui()'s
    std::unique_ptr<TestAgent> m_first = std::make_unique<TestAgent>(u"drawer-a"_s, QStringList{Fan});
    std::unique_ptr<TestAgent> m_second = std::make_unique<TestAgent>(u"drawer-b"_s, QStringList{Fan});
    bool m_isPlayed = false;
};

void Story::opensTheConsole()
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget *window : windows) {
        if (auto *main = qobject_cast<MainWindow *>(window))
            m_window = main;
    }
    QVERIFY(m_window);
    hands::attend(*m_window);
    QTRY_VERIFY(!m_console.ownId().isEmpty());
}

void Story::addsTheNodes()
{
    hands::strike(Qt::CTRL | Qt::Key_N);
    QTRY_VERIFY(visible<AddNodesDialog>(*m_window));
    AddNodesDialog &adding = *visible<AddNodesDialog>(*m_window);
    hands::attend(adding);
    hands::chooseTab(adding, u"Address"_s);
    for (TestAgent *agent : {m_first.get(), m_second.get()}) {
        pairs(*agent, adding);
        if (QTest::currentTestFailed())
            return;
        const QString id = agent->nodeId().toString();
        QTRY_COMPARE(m_console.fleet().node(id)->link, LinkState::Connected);
        QTRY_COMPARE(inTree(u"node/"_s + id).data().toString(), agent->config().name);
        QTRY_COMPARE(markInTree(*agent), Mark::Well);
    }
    hands::press(adding, u"Close"_s);
    QTRY_VERIFY(!visible<AddNodesDialog>(*m_window));
}

void Story::pairs(TestAgent &agent, AddNodesDialog &adding)
{
    QLineEdit *address = nullptr;
    const auto fields = adding.findChildren<QLineEdit *>();
    for (QLineEdit *field : fields) {
        if (field->isVisible() && field->accessibleName() == u"Address"_s)
            address = field;
    }
    QVERIFY(address);
    hands::click(*address);
    hands::strike(Qt::CTRL | Qt::Key_A);
    hands::type(agent.endpoint().toString());
    hands::strike(Qt::Key_Return);
    QTRY_VERIFY(visible<PairingDialog>(*m_window));
    PairingDialog &pairing = *visible<PairingDialog>(*m_window);
    hands::attend(pairing);
    // Who makes a system is an administrator of its members.
    auto *role = pairing.findChild<QComboBox *>();
    role->setCurrentIndex(role->findData(int(Role::Admin)));
    hands::press(pairing, u"Pair"_s);
    QTRY_COMPARE(pairing.step(), PairingDialog::Step::Code);

    // At the node: somebody sees the same code, and accepts it.
    const auto node = greetLocally(agent);
    QVERIFY(node);
    const auto waiting = ask<api::PairList>(**node);
    QVERIFY(waiting);
    QCOMPARE(waiting->requests.size(), 1);
    QCOMPARE(waiting->requests.first().code, pairing.shownCode());
    QVERIFY(ask<api::PairAccept>(**node, {waiting->requests.first().code, {}}));

    QTRY_COMPARE(pairing.step(), PairingDialog::Step::Confirm);
    hands::press(pairing, u"The node shows the same code"_s);
    QTRY_VERIFY(!visible<PairingDialog>(*m_window));
    QTRY_VERIFY(m_console.fleet().node(agent.nodeId().toString()));
    hands::attend(adding);
}

void Story::groupsThem()
{
    hands::attend(*m_window);
    hands::strike(Qt::CTRL | Qt::SHIFT | Qt::Key_N);
    QTRY_VERIFY(visible<SystemDialog>(*m_window));
    SystemDialog &grouping = *visible<SystemDialog>(*m_window);
    hands::attend(grouping);
    hands::type(u"db-frame-1"_s);
    auto *lone = grouping.findChildren<QListWidget *>().first();
    QCOMPARE(lone->count(), 2);
    hands::clickRow(*lone, lone->model()->index(0, 0));
    hands::strike(Qt::CTRL | Qt::Key_A);
    hands::press(grouping, u"Make it a member"_s);
    hands::press(grouping, u"Preview\u2026"_s);
    QTRY_VERIFY(visible<SystemChangeSheet>(*m_window));
    SystemChangeSheet &preview = *visible<SystemChangeSheet>(*m_window);
    hands::attend(preview);
    hands::press(preview, u"Create db-frame-1"_s);
    QTRY_VERIFY(!visible<SystemDialog>(*m_window));
    QTRY_VERIFY(inTree(u"system/db-frame-1"_s).isValid());
    QCOMPARE(m_console.fleet().systems().value(u"db-frame-1"_s).members.size(), 2);
    QCOMPARE(m_window->pages().place().page, Place::Page::System);
}

void Story::seesAFailure()
{
    m_second->units().writeLine(Fan, u"zone 2: tach 5 missing"_s, 3);
    m_second->units().kill(Fan, SIGABRT, 2);

    hands::attend(*m_window);
    hands::strike(Qt::CTRL | Qt::Key_2);
    QTRY_COMPARE(m_window->pages().place().page, Place::Page::Failures);
    QTRY_COMPARE(failures().model()->rowCount(), 1);
    QCOMPARE(shown(FailureTableModel::Unit), Fan);
    QCOMPARE(shown(FailureTableModel::Node), u"drawer-b"_s);
    QCOMPARE(shown(FailureTableModel::State), u"failed"_s);
    QVERIFY2(shown(FailureTableModel::Why).contains(u"killed by SIGABRT after 2 restarts"_s),
             qPrintable(shown(FailureTableModel::Why)));
    hands::clickRow(failures(), failures().model()->index(0, 0));
    QTRY_VERIFY2(m_window->evidence().asText().contains(u"zone 2: tach 5 missing"_s),
                 qPrintable(m_window->evidence().asText()));
    QTRY_COMPARE(markInTree(*m_second), Mark::Critical);
    QCOMPARE(markInTree(*m_first), Mark::Well);
}

void Story::takesNoteOfIt()
{
    const QString id = m_second->nodeId().toString();
    QCOMPARE(m_console.fleet().node(id)->state->bmcState, BmcState::Quiesced);
    hands::strike(Qt::CTRL | Qt::SHIFT | Qt::Key_K);
    QTRY_VERIFY(visible<AcknowledgeSheet>(*m_window));
    hands::attend(*visible<AcknowledgeSheet>(*m_window));
    hands::type(u"tach 5 is on order"_s);
    hands::strike(Qt::Key_Return);
    QTRY_VERIFY(!visible<AcknowledgeSheet>(*m_window));
    hands::attend(*m_window);
    QTRY_COMPARE(shown(FailureTableModel::State), u"acknowledged"_s);
    QVERIFY2(m_window->evidence().asText().contains(u"tach 5 is on order"_s),
             qPrintable(m_window->evidence().asText()));
    QTRY_COMPARE(markInTree(*m_second), Mark::Care);
    m_second->units().run(Fan);
    QTRY_COMPARE(failures().model()->rowCount(), 0);
    QTRY_COMPARE(m_console.fleet().node(id)->state->bmcState, BmcState::Ready);
    QTRY_COMPARE(markInTree(*m_second), Mark::Well);
}

void Story::seesThatANodeIsSilent()
{
    m_second->units().kill(Fan, SIGABRT, 2);
    QTRY_COMPARE(shown(FailureTableModel::State), u"failed"_s);
    const QString key = u"node/"_s + m_second->nodeId().toString();
    m_second.reset();
    QTRY_COMPARE(shown(FailureTableModel::State), u"failed?"_s);
    QTRY_COMPARE(Mark(inTree(key).data(MarkRole).toInt()), Mark::Stale);
    QCOMPARE(markInTree(*m_first), Mark::Well);
    auto *tree = m_window->findChild<FleetPanel *>();
    hands::clickRow(*tree, inTree(key));
    QTRY_COMPARE(m_window->pages().place().page, Place::Page::Node);
    const auto *banner = m_window->pages().currentWidget()->findChild<Banner *>();
    QTRY_VERIFY(banner->isVisible());
    QVERIFY2(banner->text().startsWith(u"drawer-b does not answer"_s), qPrintable(banner->text()));
}

} // namespace

/// The main job in the real window on a real X server, with real agents, from an empty fleet to a silent
/// node.
class TestStartToEnd : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPersonPairsGroupsAndSeesWhatFailed()
    {
        QCOMPARE(QGuiApplication::platformName(), u"xcb"_s);
        const QTemporaryDir folder;
        ConsoleOptions options;
        options.fleetFile = folder.filePath(u"fleet.json"_s);
        options.keyStorage = KeyStorage::File;
        Console console(options);
        Story story(console);
        QTimer::singleShot(0, &story, &Story::play);
        QCOMPARE(runGui(*qApp, console), 0);
        QVERIFY(story.isPlayed());
    }
};

} // namespace muster::console

int main(int argc, char **argv)
{
    qputenv("LC_ALL", "C.UTF-8");
    muster::console::useVirtualDisplay();
    QApplication application(argc, argv);
    muster::console::TestStartToEnd test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_starttoend.moc"
