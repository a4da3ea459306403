// SPDX-License-Identifier: Apache-2.0
#include "console/dumps/dumpfeed.h"
#include "console/views/dialogs/dumpcreatesheet.h"
#include "console/views/dialogs/dumpdeletesheet.h"
#include "console/views/evidence/evidencepanel.h"
#include "console/views/models/dumptablemodel.h"
#include "tests/gui/support/dumpstory.h"
#include "tests/gui/support/warnings.h"
#include "tests/gui/support/windowstage.h"

#include "shared/model/codec.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

using Outcome = WorkList::Outcome;

struct Stage : WindowStage
{
    Stage() { story::addDumps(desk.fleet, desk.dumps); }

    TableProxy &proxy() { return table(Place::Page::Dumps, u"dumps"_s).proxy(); }
    [[nodiscard]] QStringList column(int column)
    {
        QStringList texts;
        for (int row = 0; row < proxy().rowCount(); ++row)
            texts.append(proxy().index(row, column).data().toString());
        return texts;
    }
    template <typename Dialog>
    [[nodiscard]] Dialog *dialog() const
    {
        return window.template findChild<Dialog *>();
    }
};

QPushButton *mainButton(const QDialog &dialog)
{
    const auto buttons = dialog.findChildren<QPushButton *>();
    const auto found = std::ranges::find_if(buttons, [](const QPushButton *one) { return one->isDefault(); });
    return found == buttons.end() ? nullptr : *found;
}

QStringList said(const WorkSheet &sheet)
{
    QStringList lines;
    for (const WorkList::Item &item : sheet.list().items())
        lines.append(u"%1 | %2 | %3"_s.arg(item.title, item.detail, item.why));
    return lines;
}

FleetEvent eventOf(const QString &nodeId, QLatin1StringView kind, const QByteArray &data)
{
    Event event;
    event.kind = kind;
    event.topic = Topic::Dumps;
    event.data = {data};
    return {nodeId, u"e"_s, event};
}

} // namespace

class TestDumps : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void allDumpsAreInOneTableNewestFirst()
    {
        Stage stage;
        QCOMPARE(stage.column(DumpTableModel::Id).first(), u"system-20261126-1407"_s);
        QCOMPARE(stage.column(DumpTableModel::Id).last(), u"bmc-20261125-0900"_s);
        QVERIFY(stage.column(DumpTableModel::Offloaded).contains(u"being fetched by jo@night-desk"_s));
        QVERIFY(stage.column(DumpTableModel::Reason)
                    .contains(u"the disk is full: 4.0 MiB are free, 512.0 MiB are needed"_s));
        stage.table(Place::Page::Dumps, u"dumps"_s)
            .view()
            .sortByColumn(DumpTableModel::Size, Qt::AscendingOrder);
        QCOMPARE(stage.column(DumpTableModel::Id).first(), u"bmc-20261126-0800"_s);
    }

    void piecesOfASystemsDumpAreShownWhenAskedFor()
    {
        Stage stage;
        const QString piece = u"system-20261126-1407-piece"_s;
        QVERIFY(!stage.column(DumpTableModel::Id).contains(piece));
        const auto says = [&stage](const QString &text) {
            const auto labels =
                stage.table(Place::Page::Dumps, u"dumps"_s).window()->findChildren<QLabel *>();
            return std::ranges::any_of(labels, [&](QLabel *label) { return label->text().startsWith(text); });
        };
        QVERIFY(says(u"5 dumps"_s));
        stage.table(Place::Page::Dumps, u"dumps"_s).findChild<QCheckBox *>()->setChecked(true);
        QVERIFY(stage.column(DumpTableModel::Id).contains(piece));
        QVERIFY(stage.column(DumpTableModel::Scope).contains(u"Piece"_s));
        QVERIFY(says(u"6 dumps"_s));
    }

    void whatChangesIsShownWhereItIs()
    {
        Stage stage;
        auto &view = stage.table(Place::Page::Dumps, u"dumps"_s).view();
        view.setCurrentIndex(stage.proxy().index(0, 0));
        DumpEntry done = *stage.desk.dumps.entry(story::drawerId('a'), u"system-20261126-1407"_s);
        done.state = DumpState::Complete;
        stage.desk.dumps.set(story::drawerId('a'), done);
        QTRY_COMPARE(stage.column(DumpTableModel::State).first(), u"Complete"_s);
        DumpEntry fresh = done;
        fresh.id = u"system-fresh"_s;
        fresh.at = now();
        stage.desk.dumps.set(story::drawerId('a'), fresh);
        QTRY_COMPARE(stage.column(DumpTableModel::Id).first(), u"system-fresh"_s);
        QCOMPARE(view.currentIndex().row(), 1);
        stage.desk.dumps.remove(story::drawerId('a'), u"system-fresh"_s);
        QTRY_COMPARE(stage.column(DumpTableModel::Id).first(), done.id);
        QCOMPARE(view.currentIndex().row(), 0);
    }

    void aHundredThousandAreFilteredAndSorted()
    {
        Stage stage;
        stage.desk.dumps.setAll(story::drawerId('b'), story::manyDumps(u"drawer-b"_s, 100'000));
        auto &panel = stage.table(Place::Page::Dumps, u"dumps"_s);
        const int others = 3; // of drawer-a and drawer-c
        QCOMPARE(panel.proxy().rowCount(), 100'000 + others);
        panel.view().setCurrentIndex(panel.proxy().index(500, 0));
        const QString chosen = panel.view().currentIndex().data().toString();
        panel.filter().setText(u"SERVICE-17. drawer-b partial"_s);
        // Those of service-17 that are partial: multiples of 97 that are 17 modulo 50.
        int wanted = 0;
        for (int i = 0; i < 100'000; i += 97)
            wanted += i % 50 == 17 ? 1 : 0;
        QCOMPARE(panel.proxy().rowCount(), wanted);
        panel.view().sortByColumn(DumpTableModel::Size, Qt::DescendingOrder);
        qint64 before = std::numeric_limits<qint64>::max();
        for (int row = 0; row < panel.proxy().rowCount(); ++row) {
            const qint64 size = panel.proxy().index(row, DumpTableModel::Size).data(OrderRole).toLongLong();
            QVERIFY(size <= before);
            before = size;
        }
        panel.filter().setText(chosen);
        QCOMPARE(panel.proxy().rowCount(), 1);
        panel.filter().clear();
        QCOMPARE(panel.proxy().rowCount(), 100'000 + others);
        // All of a node at once: another listing replaces it.
        stage.desk.dumps.setAll(story::drawerId('b'), story::manyDumps(u"drawer-b"_s, 10));
        QCOMPARE(panel.proxy().rowCount(), 10 + others);
    }

    void whatIsInADumpIsShownBesideIt()
    {
        Stage stage;
        DumpDetails details = story::dumpDetails();
        details.entry = *stage.desk.dumps.entry(story::drawerId('b'), u"bmc-20261126-1130"_s);
        details.manifest->members = {
            {u"journal.json"_s, 4096, QString(64, u'a'), {}, DumpContent::Journal, 3, 20},
            {u"cores.txt"_s, 0, {}, u"coredumpctl did not end within 60 s"_s}};
        stage.desk.actions.callAnswers.insert(story::drawerId('b') + u" dumps.show"_s, toJson(details));
        auto &panel = stage.table(Place::Page::Dumps, u"dumps"_s);
        panel.filter().setText(details.entry.id);
        panel.view().setCurrentIndex(panel.proxy().index(0, 0));
        auto *evidence = stage.window.findChild<EvidencePanel *>();
        QTRY_VERIFY2(evidence->asText().contains(u"cores.txt: coredumpctl did not end within 60 s"_s),
                     qPrintable(evidence->asText()));
        QVERIFY(evidence->asText().contains(u"3 secrets replaced"_s));
        QVERIFY(evidence->asText().contains(u"before the firmware update"_s));
        // A failed one has nothing in it, and is not asked for.
        panel.filter().setText(u"bmc-20261126-0800"_s);
        panel.view().setCurrentIndex(panel.proxy().index(0, 0));
        QVERIFY(evidence->asText().contains(u"the disk is full"_s));
        QVERIFY(!evidence->asText().contains(u"journal.json"_s));
        QCOMPARE(stage.desk.actions.asked.filter(u"dumps.show"_s).size(), 1);
    }

    void aSilentNodesDumpsAreMarkedAsLastKnown()
    {
        Stage stage;
        QVERIFY(!stage.column(DumpTableModel::State).first().contains(u'?'));
        stage.desk.fleet.update(story::drawerId('a'), NodeAspect::Link,
                                [](FleetNode &node) { node.link = LinkState::Waiting; });
        stage.desk.fleet.flush();
        QVERIFY(stage.column(DumpTableModel::State).first().endsWith(u'?'));
    }

    void creatingSaysBeforeWhatEachNodeWillDo()
    {
        Stage stage;
        stage.desk.actions.callAnswers.insert(u"dumps.kinds"_s, toJson(story::dumpKinds()));
        stage.desk.actions.callAnswers.insert(u"dumps.create"_s, toJson(DumpStarted{u"bmc-1"_s, u"j1"_s}));
        stage.desk.actions.callAnswers.insert(
            story::drawerId('b') + u" dumps.create"_s,
            fail(Error{ErrorCode::QuotaExceeded, u"500 MiB of dumps are kept"_s, {}, {}, u"delete some"_s}));
        stage.window.createDumps({story::drawerId('a'), story::drawerId('b'), story::drawerId('d')});
        auto *sheet = stage.dialog<DumpCreateSheet>();
        QTRY_COMPARE(sheet->list().count(Outcome::Open), 2);
        QTRY_VERIFY2(said(*sheet).first().contains(u"journal, units, kernel"_s),
                     qPrintable(said(*sheet).join(u'\n')));
        QVERIFY(said(*sheet).last().contains(u"does not answer"_s));
        auto *type = sheet->findChild<QComboBox *>();
        QCOMPARE(type->currentData().toString(), u"bmc"_s);
        type->setCurrentIndex(type->findData(u"hostboot"_s));
        QCOMPARE(sheet->list().count(Outcome::Open), 0);
        QVERIFY(!mainButton(*sheet)->isEnabled());
        // A system's dump is made once, whichever members were chosen.
        type->setCurrentIndex(type->findData(u"system"_s));
        QCOMPARE(sheet->list().rowCount(), 1);
        QVERIFY2(said(*sheet).first().contains(u"a piece of each of 4 members"_s),
                 qPrintable(said(*sheet).first()));
        type->setCurrentIndex(type->findData(u"bmc"_s));
        sheet->findChild<QLineEdit *>()->setText(u"before the update"_s);
        QTest::mouseClick(mainButton(*sheet), Qt::LeftButton);
        QTRY_COMPARE(sheet->list().count(Outcome::Failed), 1);
        QCOMPARE(sheet->list().count(Outcome::Done), 1);
        QVERIFY(said(*sheet).at(1).contains(u"delete some"_s));
        QCOMPARE(mainButton(*sheet)->text(), u"Retry the 1 that failed"_s);
        stage.desk.actions.params.clear();
        stage.desk.actions.callAnswers.remove(story::drawerId('b') + u" dumps.create"_s);
        QTest::mouseClick(mainButton(*sheet), Qt::LeftButton);
        QTRY_COMPARE(sheet->list().count(Outcome::Done), 2);
        QCOMPARE(stage.desk.actions.params.size(), 1);
        QVERIFY(stage.desk.actions.params.first().contains("before the update"));
    }

    void whatStopsHostsIsSaidBefore()
    {
        Stage stage;
        DumpKinds kinds = story::dumpKinds();
        DumpKind &system = kinds.kinds.last();
        QCOMPARE(system.type, u"system"_s);
        system.collectors.clear();
        system.creator = DumpCreator::Host;
        system.isDisruptive = true;
        DumpKind resource = system;
        resource.type = u"resource"_s;
        resource.isDisruptive = false;
        kinds.kinds.append(resource);
        stage.desk.actions.callAnswers.insert(u"dumps.kinds"_s, toJson(kinds));
        const QString node = story::drawerId('b');
        const auto setRole = [&](Role role) {
            stage.desk.fleet.update(node, NodeAspect::Facts, [role](FleetNode &one) { one.role = role; });
            stage.desk.fleet.flush();
        };
        const auto open = [&] {
            stage.window.createDumps({node});
            auto *sheet = stage.dialog<DumpCreateSheet>();
            (void)QTest::qWaitFor([&] { return sheet->findChild<QComboBox *>()->count() > 0; });
            return sheet;
        };
        const auto choose = [](DumpCreateSheet &sheet, const QString &type) {
            auto *box = sheet.findChild<QComboBox *>();
            box->setCurrentIndex(box->findData(type));
        };
        const auto warning = [](const DumpCreateSheet &sheet) {
            QString text;
            for (const QLabel *label : sheet.findChildren<QLabel *>()) {
                if (label->isVisibleTo(&sheet) && label->text().contains(u"The hosts of"_s))
                    text = label->text();
            }
            return text;
        };
        setRole(Role::Operator);
        auto *sheet = open();
        choose(*sheet, u"system"_s);
        QCOMPARE(sheet->list().count(Outcome::Open), 0);
        QVERIFY2(said(*sheet).first().contains(u"role Administrator"_s), qPrintable(said(*sheet).first()));
        QVERIFY(!mainButton(*sheet)->isEnabled());
        // Without stopping its host an operator may have it make one, on this node alone.
        choose(*sheet, u"resource"_s);
        QCOMPARE(sheet->list().count(Outcome::Open), 1);
        QVERIFY2(said(*sheet).first().startsWith(u"drawer-b | made by the host"_s),
                 qPrintable(said(*sheet).first()));
        QVERIFY(warning(*sheet).isEmpty());
        delete sheet;

        setRole(Role::Admin);
        sheet = open();
        choose(*sheet, u"system"_s);
        QCOMPARE(sheet->list().count(Outcome::Open), 1);
        const QString text = warning(*sheet);
        QVERIFY2(text.contains(u"drawer-a, drawer-b, drawer-c, drawer-d"_s), qPrintable(text));
        QVERIFY2(text.contains(u"cannot be undone"_s), qPrintable(text));
        QVERIFY2(text.contains(u"drawer-d is not connected to the coordinator"_s), qPrintable(text));
        QCOMPARE(mainButton(*sheet)->text(), u"Stop hosts and create 1 dumps"_s);
        choose(*sheet, u"bmc"_s);
        QVERIFY(warning(*sheet).isEmpty());
        QCOMPARE(mainButton(*sheet)->text(), u"Create 1 dumps"_s);
    }

    void deletingIsRefusedWithTheReasonAndTriedAgain()
    {
        Stage stage;
        DumpDeleteAnswer answer;
        answer.dumps = {{u"bmc-20261126-1404"_s, {}, {}},
                        {u"bmc-20261126-1130"_s, u"Busy"_s, u"being fetched by jo@night-desk"_s}};
        stage.desk.actions.callAnswers.insert(u"dumps.delete"_s, toJson(answer));
        stage.window.deleteDumps({{story::drawerId('b'), u"bmc-20261126-1404"_s},
                                  {story::drawerId('b'), u"bmc-20261126-1130"_s},
                                  {story::drawerId('a'), u"bmc-20261125-0900"_s},
                                  {story::drawerId('c'), u"bmc-20261126-0800"_s}});
        auto *sheet = stage.dialog<DumpDeleteSheet>();
        QCOMPARE(sheet->list().count(Outcome::Open), 2);
        QVERIFY(said(*sheet).at(0).contains(u"nobody has fetched it"_s));
        QVERIFY(said(*sheet).at(1).contains(u"lab-desk:/srv/dumps"_s));
        QVERIFY(said(*sheet).at(2).contains(u"being fetched by jo@night-desk"_s));
        QVERIFY(said(*sheet).at(3).contains(u"role Administrator"_s));
        QCOMPARE(mainButton(*sheet)->text(), u"Delete 2 dumps"_s);
        QTest::mouseClick(mainButton(*sheet), Qt::LeftButton);
        QTRY_COMPARE(sheet->list().count(Outcome::Done), 1);
        QCOMPARE(sheet->list().count(Outcome::Failed), 1);
        QVERIFY(said(*sheet).at(1).contains(u"being fetched by jo@night-desk"_s));
        QCOMPARE(stage.desk.actions.asked.filter(u"dumps.delete"_s).size(), 1);
    }

    void aNodeIsListedOnceAndThenFollowed()
    {
        Desk desk;
        story::fillFleet(desk.fleet);
        const QString node = story::drawerId('b');
        const DumpPage first{story::manyDumps(u"b"_s, 3), 3, true};
        desk.actions.isHeld = true;
        desk.actions.callAnswers.insert(node + u" dumps.list"_s, toJson(first));
        const DumpFeed feed(desk.fleet, desk.actions, desk.dumps);
        desk.fleet.update(node, NodeAspect::Facts,
                          [](FleetNode &one) { one.capabilities.append(u"dumps"_s); });
        desk.fleet.flush();
        // What is told while it is listed counts, whatever the page says.
        DumpEntry told = first.entries.first();
        told.state = DumpState::Failed;
        desk.fleet.appendEvents(
            {eventOf(node, events::DumpChanged, toJson(told)),
             eventOf(node, events::DumpDeleted, toJson(DumpIdParams{first.entries[1].id}))});
        desk.fleet.flush();
        QCOMPARE(desk.dumps.count(), 0);
        desk.actions.release();
        QTRY_COMPARE(desk.dumps.count(), 2);
        QCOMPARE(desk.dumps.entry(node, told.id)->state, DumpState::Failed);
        told.state = DumpState::Complete;
        desk.fleet.appendEvents({eventOf(node, events::DumpChanged, toJson(told))});
        desk.fleet.flush();
        QCOMPARE(desk.dumps.entry(node, told.id)->state, DumpState::Complete);
        QCOMPARE(desk.actions.asked.filter(u"dumps.list"_s).size(), 1);
        desk.fleet.removeNode(node);
        QCOMPARE(desk.dumps.count(), 0);
    }
};

} // namespace muster::console

QTEST_MAIN(muster::console::TestDumps)
#include "tst_dumps.moc"
