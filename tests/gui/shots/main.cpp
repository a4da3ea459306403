// SPDX-License-Identifier: Apache-2.0
// Pictures of every page and dialog, for people to look at: shots FOLDER [WORD]. Takes those whose name
// contains WORD.
#include "console/units/watchtemplate.h"
#include "console/views/dialogs/acknowledgesheet.h"
#include "console/views/dialogs/addnodesdialog.h"
#include "console/views/dialogs/dumpcreatesheet.h"
#include "console/views/dialogs/dumpdeletesheet.h"
#include "console/views/dialogs/keystoragedialog.h"
#include "console/views/dialogs/pairingdialog.h"
#include "console/views/dialogs/systemchangesheet.h"
#include "console/views/dialogs/systemdialog.h"
#include "console/views/dialogs/watchlistdialog.h"
#include "console/views/evidence/evidencepanel.h"
#include "console/views/pages/failurelist.h"
#include "console/views/shell/mainwindow.h"
#include "console/views/shell/pagestack.h"
#include "console/views/text/translations.h"
#include "console/views/widgets/jsonedit.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"
#include "tests/gui/shots/actshots.h"
#include "tests/gui/shots/browsershots.h"
#include "tests/gui/shots/stateshots.h"
#include "tests/gui/support/desk.h"
#include "tests/gui/support/dumpstory.h"
#include "tests/gui/support/statestory.h"
#include "tests/gui/support/story.h"
#include "tests/gui/support/watchstory.h"

#include "shared/model/codec.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr QSize Large(1440, 900);
constexpr QSize Small(900, 600);

class Shots
{
public:
    Shots(const QString &folder, const QString &word)
        : m_folder(folder)
        , m_word(word)
    {
        QDir().mkpath(folder);
    }

    void take();

private:
    struct Stage
    {
        Desk desk;
        MainWindow window{desk.parts};
    };
    using Act = std::function<QWidget *(Stage &)>; ///< @return what the picture is of

    void shot(const QString &name, ThemeChoice theme, QSize size, const Act &act, bool isFilled = true);
    void pages();
    void states();
    void dialogs();
    void watchLists();
    void systems();
    void machineStates();
    void dumps();
    static void settle() { QTest::qWait(200); } // For pictures only: animations and the fleet's batches.

    QString m_folder;
    QString m_word;
};

void selectFirst(QWidget *in)
{
    const auto views = in->findChildren<QAbstractItemView *>();
    for (QAbstractItemView *view : views) {
        if (view->isVisible() && view->model() && view->model()->rowCount() > 0)
            return view->setCurrentIndex(view->model()->index(0, 0));
    }
}

template <typename Dialog>
Dialog *dialogOf(QWidget &window)
{
    return window.findChild<Dialog *>();
}

void press(QWidget *in, const QString &text)
{
    const auto buttons = in->findChildren<QPushButton *>();
    for (QPushButton *button : buttons) {
        if (button->isVisible() && button->text().remove(u'&') == text)
            return button->click();
    }
}

void Shots::shot(const QString &name, ThemeChoice theme, QSize size, const Act &act, bool isFilled)
{
    if (!name.contains(m_word))
        return;
    Stage stage;
    stage.desk.theme.setChoice(theme);
    stage.desk.theme.applyTo(*qApp);
    if (isFilled) {
        if (!name.endsWith(u"error"_s))
            stage.desk.actions.evidenceAnswers.insert(story::failureId(), story::fanEvidence());
        stage.desk.actions.kept = story::leadUp();
        stage.desk.actions.isHeld = name.endsWith(u"loading"_s);
        story::fillFleet(stage.desk.fleet);
        stage.desk.events.prepend(story::hourOfEvents(60));
        if (name.startsWith(u"incidents"_s) || name.startsWith(u"dialog-acknowledge"_s))
            story::addIncidents(stage.desk.fleet);
    }
    stage.window.resize(size);
    stage.window.show();
    settle();
    QWidget *subject = act(stage);
    settle();
    const QString file = u"%1/%2.png"_s.arg(m_folder, name);
    if (subject && subject->grab().save(file))
        QTextStream(stdout) << file << Qt::endl;
}

void Shots::take()
{
    pages();
    states();
    dialogs();
    watchLists();
    machineStates();
    systems();
    dumps();
    takeActShots(m_folder, m_word);
    takeStateShots(m_folder, m_word);
    takeBrowserShots(m_folder, m_word);
}

void Shots::pages()
{
    using Page = Place::Page;
    const auto at = [](Page page, const QString &id = {}, bool selects = false) {
        return [=](Stage &stage) -> QWidget * {
            stage.window.open({page, id});
            settle();
            if (selects)
                selectFirst(&stage.window.pages());
            return &stage.window;
        };
    };
    const auto b = story::drawerId('b');
    for (const auto &[suffix, theme] :
         {std::pair(u"light"_s, ThemeChoice::Light), {u"dark"_s, ThemeChoice::Dark}}) {
        shot(u"attention-"_s + suffix, theme, Large, at(Page::Attention, {}, true));
        shot(u"system-"_s + suffix, theme, Large, at(Page::System, u"db-frame-1"_s, true));
        shot(u"node-"_s + suffix, theme, Large, at(Page::Node, b, true));
        shot(u"failures-"_s + suffix, theme, Large, at(Page::Failures, {}, true));
        shot(u"events-"_s + suffix, theme, Large, at(Page::Events));
    }
    shot(u"events-selected"_s, ThemeChoice::Light, Large, at(Page::Events, {}, true));
    shot(u"system-contrast"_s, ThemeChoice::HighContrast, Large, at(Page::System, u"db-frame-1"_s, true));
    shot(u"node-contrast"_s, ThemeChoice::HighContrast, Large, at(Page::Node, b));
    shot(u"nodes-light"_s, ThemeChoice::Light, Large, at(Page::Nodes, {}, true));
    shot(u"jobs-light"_s, ThemeChoice::Light, Large, at(Page::Jobs));
    shot(u"found-light"_s, ThemeChoice::Light, Large, at(Page::Found, u"10.20.3.42:7117"_s));
    shot(u"attention-small"_s, ThemeChoice::Light, Small, at(Page::Attention));
    shot(u"system-small"_s, ThemeChoice::Light, Small, at(Page::System, u"db-frame-1"_s));
    shot(u"node-small"_s, ThemeChoice::Dark, Small, at(Page::Node, b));
    shot(u"events-small"_s, ThemeChoice::Light, Small, at(Page::Events));
    shot(u"jobs-small"_s, ThemeChoice::Dark, Small, at(Page::Jobs));
    shot(u"nodes-small"_s, ThemeChoice::Light, Small, at(Page::Nodes));
    shot(u"found-small"_s, ThemeChoice::Dark, Small, at(Page::Found));
    shot(u"failures-small-evidence"_s, ThemeChoice::Light, Small, [at](Stage &stage) {
        QWidget *window = at(Page::Failures, {}, true)(stage);
        stage.window.setEvidenceWanted(true);
        return window;
    });
    shot(u"facts-light"_s, ThemeChoice::Light, Large, [at, b](Stage &stage) {
        QWidget *window = at(Page::Node, b)(stage);
        stage.window.pages().currentWidget()->findChild<QTabWidget *>()->setCurrentIndex(4);
        return window;
    });
}

void Shots::states()
{
    using Page = Place::Page;
    const auto node = [](const QString &id) {
        return [id](Stage &stage) -> QWidget * {
            stage.window.open({Page::Node, id});
            return &stage.window;
        };
    };
    shot(u"node-silent"_s, ThemeChoice::Light, Large, node(story::drawerId('d')));
    shot(u"node-refused"_s, ThemeChoice::Light, Large, node(u"node-rack4-pdu-bmc"_s));
    shot(u"node-blind"_s, ThemeChoice::Dark, Large, node(u"node-spine-07"_s));
    const auto window = [](Stage &stage) -> QWidget * { return &stage.window; };
    shot(u"empty-light"_s, ThemeChoice::Light, Large, window, false);
    shot(u"empty-dark-small"_s, ThemeChoice::Dark, Small, window, false);
    shot(
        u"failures-empty"_s, ThemeChoice::Light, Large,
        [](Stage &stage) -> QWidget * {
            stage.window.open({Page::Failures, {}});
            return &stage.window;
        },
        false);
    const auto select = [](Stage &stage) -> QWidget * {
        stage.window.open({Page::Failures, {}});
        settle();
        selectFirst(&stage.window.pages());
        return &stage.window;
    };
    for (const auto &[suffix, theme] :
         {std::pair(u"light"_s, ThemeChoice::Light), {u"dark"_s, ThemeChoice::Dark}}) {
        shot(u"incidents-"_s + suffix, theme, Large, select);
        shot(u"incidents-node-"_s + suffix, theme, Large, node(story::drawerId('c')));
    }
    const auto grouped = [select](FailureGrouping by) {
        return [select, by](Stage &stage) {
            QWidget *shown = select(stage);
            stage.window.pages().currentWidget()->findChild<FailureList *>()->setGrouping(by);
            return shown;
        };
    };
    shot(u"incidents-by-unit"_s, ThemeChoice::Light, Large, grouped(FailureGrouping::Unit));
    shot(u"incidents-by-node"_s, ThemeChoice::Dark, Large, grouped(FailureGrouping::Node));
    shot(u"incidents-by-time"_s, ThemeChoice::Light, Large, grouped(FailureGrouping::Time));
    shot(u"incidents-small"_s, ThemeChoice::Light, Small, select);
    shot(u"incidents-attention"_s, ThemeChoice::Light, Large, window);
    shot(u"incidents-target"_s, ThemeChoice::Light, Large, [select](Stage &stage) {
        QWidget *shown = select(stage);
        stage.window.showFailure({story::drawerId('c'), story::targetId(), {}});
        return shown;
    });
    shot(u"many-failures"_s, ThemeChoice::Light, Large, [grouped](Stage &stage) {
        story::fillFailures(stage.desk.fleet, 1000);
        return grouped(FailureGrouping::Unit)(stage);
    });
    shot(u"evidence-loading"_s, ThemeChoice::Light, Large, select);
    shot(u"evidence-error"_s, ThemeChoice::Light, Large, select);
    shot(u"many-nodes"_s, ThemeChoice::Light, Large, [](Stage &stage) -> QWidget * {
        story::fillMany(stage.desk.fleet, 1000);
        stage.window.open({Page::Nodes, {}});
        return &stage.window;
    });
    shot(u"filtered-away"_s, ThemeChoice::Light, Large, [](Stage &stage) -> QWidget * {
        stage.window.open({Page::Nodes, {}});
        stage.window.pages().currentWidget()->findChild<QLineEdit *>()->setText(u"no such"_s);
        return &stage.window;
    });
    shot(u"palette"_s, ThemeChoice::Light, Large, [](Stage &stage) -> QWidget * {
        stage.window.openPalette();
        QTest::keyClicks(QApplication::focusWidget(), u"drawer fan"_s);
        return &stage.window;
    });
    shot(u"trouble"_s, ThemeChoice::Dark, Large, [](Stage &stage) -> QWidget * {
        stage.window.setTrouble({ErrorCode::Io,
                                 u"no space left on device"_s,
                                 u"history.sqlite"_s,
                                 {},
                                 u"Free some space: what is shown is right, but would be lost"_s});
        return &stage.window;
    });
}

void Shots::dialogs()
{
    const auto addNodes = [](Stage &stage) -> QWidget * {
        stage.desk.actions.isHeld = true;
        stage.window.addNodes();
        return dialogOf<AddNodesDialog>(stage.window);
    };
    shot(u"dialog-add"_s, ThemeChoice::Light, Large, addNodes);
    shot(u"dialog-add-dark"_s, ThemeChoice::Dark, Large, addNodes);
    shot(u"dialog-add-file"_s, ThemeChoice::Light, Large, [addNodes](Stage &stage) {
        QWidget *dialog = addNodes(stage);
        QFile file(stage.desk.folder.filePath(u"nodes.txt"_s));
        if (file.open(QIODevice::WriteOnly))
            file.write("10.20.3.41\n# spare\nbmc one\n10.20.3.42:99999\nfe80::1\n");
        file.close();
        dialog->findChild<QTabWidget *>()->setCurrentIndex(2);
        dialogOf<AddNodesDialog>(stage.window)->takeFile(file.fileName());
        return dialog;
    });
    const auto pairing = [](Stage &stage) {
        stage.window.pair({u"10.20.3.41:7117"_s});
        return dialogOf<PairingDialog>(stage.window);
    };
    const auto code = [pairing](Stage &stage) {
        PairingDialog *dialog = pairing(stage);
        settle();
        press(dialog, u"Pair"_s);
        return dialog;
    };
    shot(u"dialog-pair-form"_s, ThemeChoice::Light, Large, pairing);
    shot(u"dialog-pair-code"_s, ThemeChoice::Light, Large, code);
    shot(u"dialog-pair-code-dark"_s, ThemeChoice::Dark, Large, code);
    const auto several = [](Stage &stage) {
        stage.window.pair({u"10.20.3.41:7117"_s, u"10.20.3.42:7117"_s, u"10.20.3.77:7117"_s});
        auto *dialog = dialogOf<PairingDialog>(stage.window);
        settle();
        press(dialog, u"Pair"_s);
        settle();
        stage.desk.actions.acceptOnNode();
        settle();
        press(dialog, u"The node shows the same code"_s);
        return dialog;
    };
    shot(u"dialog-pair-several"_s, ThemeChoice::Light, Large, several);
    shot(u"dialog-pair-several-dark"_s, ThemeChoice::Dark, Large, several);
    shot(u"dialog-pair-result"_s, ThemeChoice::Light, Large, [several](Stage &stage) {
        PairingDialog *dialog = several(stage);
        settle();
        press(dialog, u"Skip this node"_s);
        stage.desk.actions.pairAnswer = fail(ErrorCode::Timeout, u"no answer within 10 s"_s);
        press(dialog, u"Pair"_s);
        settle();
        stage.desk.actions.acceptOnNode();
        settle();
        press(dialog, u"The node shows the same code"_s);
        settle();
        press(dialog, u"Skip this node"_s);
        return dialog;
    });
    shot(u"dialog-pair-confirm"_s, ThemeChoice::Light, Large, [code](Stage &stage) {
        QWidget *dialog = code(stage);
        stage.desk.actions.acceptOnNode();
        return dialog;
    });
    shot(u"dialog-pair-error"_s, ThemeChoice::Light, Large, [code](Stage &stage) {
        stage.desk.actions.pairAnswer =
            fail(ErrorCode::Timeout, u"nobody accepted on the node within 2 minutes"_s);
        PairingDialog *dialog = code(stage);
        stage.desk.actions.acceptOnNode();
        settle();
        press(dialog, u"The node shows the same code"_s);
        return dialog;
    });
    const auto sheet = [](const std::function<void(Stage &)> &open) {
        return [open](Stage &stage) -> QWidget * {
            open(stage);
            return dialogOf<Sheet>(stage.window);
        };
    };
    shot(u"dialog-unpair"_s, ThemeChoice::Light, Large,
         sheet([](Stage &stage) { stage.window.unpair(story::drawerId('d')); }));
    const auto acknowledging = [](Stage &stage) {
        stage.desk.actions.acknowledgeErrors.insert(
            story::drawerId('c'), {ErrorCode::Busy, u"another console is at it"_s, {}, {}, {}});
        stage.window.acknowledge({{story::drawerId('b'), story::failureId(), {}},
                                  {story::drawerId('c'), story::causeId(), {}},
                                  {u"node-db-frame-2-b"_s, u"fan-control.service/5"_s, {}}});
        return dialogOf<AcknowledgeSheet>(stage.window);
    };
    shot(u"dialog-acknowledge"_s, ThemeChoice::Light, Large, acknowledging);
    shot(u"dialog-acknowledge-dark"_s, ThemeChoice::Dark, Large, acknowledging);
    shot(u"dialog-acknowledge-result"_s, ThemeChoice::Light, Large, [acknowledging](Stage &stage) {
        AcknowledgeSheet *asked = acknowledging(stage);
        asked->findChild<QLineEdit *>()->setText(u"Fan tray is being replaced, ticket 4711"_s);
        press(asked, u"Acknowledge 2 failures"_s);
        return asked;
    });
    shot(u"dialog-system"_s, ThemeChoice::Light, Large, sheet([](Stage &stage) {
             stage.window.editSystem(u"db-frame-1"_s,
                                     {story::drawerId('a'), story::drawerId('b'), story::drawerId('c')});
         }));
    shot(u"dialog-settings"_s, ThemeChoice::Light, Large,
         sheet([](Stage &stage) { stage.window.openSettings(); }));
    shot(u"dialog-keys"_s, ThemeChoice::Light, Large, sheet([](Stage &stage) {
             const Error reason{
                 ErrorCode::Unavailable, u"no keychain service answers on this desktop"_s, {}, {}, {}};
             (new KeyStorageDialog(stage.desk.parts, reason, &stage.window))->open();
         }));
}

void Shots::watchLists()
{
    const auto edit = [](Stage &stage) {
        story::letWatchListsBeEdited(stage.desk.fleet, stage.desk.actions);
        stage.window.open({Place::Page::System, u"db-frame-1"_s});
        stage.window.editWatchList({story::drawerId('a'), story::drawerId('b'), story::drawerId('c')});
        QTest::qWait(int(2 * WatchListDialog::Quiet.count()));
        return dialogOf<WatchListDialog>(stage.window);
    };
    const auto fitted = [edit](Stage &stage) {
        WatchListDialog *dialog = edit(stage);
        dialog->resize(dialog->minimumSizeHint().expandedTo({760, 560}));
        return dialog;
    };
    shot(u"watchlist-light"_s, ThemeChoice::Light, Large, edit);
    shot(u"watchlist-dark"_s, ThemeChoice::Dark, Large, edit);
    shot(u"watchlist-contrast"_s, ThemeChoice::HighContrast, Large, edit);
    shot(u"watchlist-small"_s, ThemeChoice::Light, Small, fitted);
    const auto fault = [edit](Stage &stage) {
        WatchListDialog *dialog = edit(stage);
        auto *text = dialog->findChild<JsonEdit *>();
        text->setPlainText(text->toPlainText().replace(u"fan-control.service"_s, u"fan-control"_s));
        QTest::qWait(int(2 * WatchListDialog::Quiet.count()));
        return dialog;
    };
    shot(u"watchlist-fault"_s, ThemeChoice::Light, Large, fault);
    shot(u"watchlist-fault-dark"_s, ThemeChoice::Dark, Large, fault);
    shot(u"watchlist-result"_s, ThemeChoice::Light, Large, [edit](Stage &stage) {
        WatchListDialog *dialog = edit(stage);
        stage.desk.actions.callAnswers.insert(
            story::drawerId('b') + " units.setConfig"_L1,
            fail(ErrorCode::Conflict, u"somebody has changed critical.json meanwhile"_s));
        press(dialog, u"Write to 3 nodes"_s);
        settle();
        return dialog;
    });
    shot(u"watchlist-template"_s, ThemeChoice::Dark, Large, [edit](Stage &stage) {
        WatchListDialog *dialog = edit(stage);
        dialog->useTemplate(WatchTemplates::all().last());
        return dialog;
    });
    shot(u"watchlist-empty"_s, ThemeChoice::Light, Large, [](Stage &stage) {
        story::letWatchListsBeEdited(stage.desk.fleet, stage.desk.actions);
        stage.window.editWatchList({});
        return dialogOf<WatchListDialog>(stage.window);
    });
    shot(u"watchlist-remove"_s, ThemeChoice::Light, Large, [edit](Stage &stage) -> QWidget * {
        WatchListDialog *dialog = edit(stage);
        press(dialog, u"Remove from 2 nodes\u2026"_s);
        settle();
        return dialog->findChild<Sheet *>();
    });
    shot(u"watchlist-node"_s, ThemeChoice::Light, Large, [](Stage &stage) -> QWidget * {
        story::letWatchListsBeEdited(stage.desk.fleet, stage.desk.actions);
        stage.window.open({Place::Page::Node, story::drawerId('b')});
        return &stage.window;
    });
}

void Shots::dumps()
{
    const auto open = [](Stage &stage) -> QWidget * {
        story::addDumps(stage.desk.fleet, stage.desk.dumps);
        stage.desk.actions.callAnswers.insert(u"dumps.kinds"_s, toJson(story::dumpKinds()));
        stage.desk.actions.callAnswers.insert(u"dumps.show"_s, toJson(story::dumpDetails()));
        stage.window.open({Place::Page::Dumps, {}});
        settle();
        auto *table = stage.window.pages().currentWidget()->findChild<TablePanel *>(u"dumps"_s);
        table->view().setCurrentIndex(table->proxy().index(2, 0));
        return &stage.window;
    };
    shot(u"dumps-light"_s, ThemeChoice::Light, Large, open);
    shot(u"dumps-dark"_s, ThemeChoice::Dark, Large, open);
    shot(u"dumps-contrast"_s, ThemeChoice::HighContrast, Large, open);
    shot(u"dumps-small"_s, ThemeChoice::Light, Small, open);
    shot(u"dumps-empty"_s, ThemeChoice::Light, Large, [](Stage &stage) -> QWidget * {
        stage.window.open({Place::Page::Dumps, {}});
        return &stage.window;
    });
    shot(u"dumps-not-listed"_s, ThemeChoice::Dark, Small, [](Stage &stage) -> QWidget * {
        stage.desk.dumps.setError(story::drawerId('a'),
                                  {ErrorCode::Timeout, u"no answer within 10 s"_s, {}, {}, {}});
        stage.window.open({Place::Page::Dumps, {}});
        return &stage.window;
    });
    shot(u"dumps-many"_s, ThemeChoice::Light, Large, [open](Stage &stage) {
        QWidget *window = open(stage);
        stage.desk.dumps.setAll(story::drawerId('b'), story::manyDumps(u"drawer-b"_s, 100'000));
        stage.window.pages()
            .currentWidget()
            ->findChild<TablePanel *>(u"dumps"_s)
            ->filter()
            .setText(u"service-17 partial"_s);
        return window;
    });
    const auto creating = [open](Stage &stage) -> QWidget * {
        open(stage);
        stage.window.createDumps({story::drawerId('a'), story::drawerId('b'), story::drawerId('d')});
        return dialogOf<DumpCreateSheet>(stage.window);
    };
    shot(u"dumps-create"_s, ThemeChoice::Light, Large, creating);
    shot(u"dumps-create-system"_s, ThemeChoice::Dark, Large, [creating](Stage &stage) {
        QWidget *sheet = creating(stage);
        settle();
        auto *type = sheet->findChild<QComboBox *>();
        type->setCurrentIndex(type->findData(u"system"_s));
        return sheet;
    });
    const auto deleting = [open](Stage &stage) -> QWidget * {
        open(stage);
        stage.window.deleteDumps({{story::drawerId('b'), u"bmc-20261126-1404"_s},
                                  {story::drawerId('b'), u"bmc-20261126-1130"_s},
                                  {story::drawerId('a'), u"bmc-20261125-0900"_s}});
        return dialogOf<DumpDeleteSheet>(stage.window);
    };
    shot(u"dumps-delete"_s, ThemeChoice::Light, Large, deleting);
    shot(u"dumps-delete-result"_s, ThemeChoice::Dark, Large, [deleting](Stage &stage) {
        QWidget *sheet = deleting(stage);
        const DumpDeleteAnswer answer{
            {{u"bmc-20261126-1404"_s, {}, {}},
             {u"bmc-20261126-1130"_s, u"Busy"_s, u"it is being fetched by jo@night-desk"_s}}};
        stage.desk.actions.callAnswers.insert(u"dumps.delete"_s, toJson(answer));
        press(sheet, u"Delete 2 dumps"_s);
        return sheet;
    });
}

void Shots::machineStates()
{
    const auto open = [](Stage &stage) {
        stage.window.open({Place::Page::System, u"db-frame-1"_s});
        auto *tabs = stage.window.pages().currentWidget()->findChild<QTabWidget *>();
        tabs->setCurrentIndex(1);
        return static_cast<QWidget *>(&stage.window);
    };
    const auto told = [open](Stage &stage) {
        story::tellState(stage.desk.fleet, u"db-frame-1"_s);
        story::tellOwnState(stage.desk.fleet, story::drawerId('c'));
        QWidget *window = open(stage);
        settle();
        auto *members = stage.window.pages().currentWidget()->findChild<TablePanel *>(u"memberState"_s);
        members->view().setCurrentIndex(members->proxy().index(1, 5));
        return window;
    };
    shot(u"state-light"_s, ThemeChoice::Light, Large, told);
    shot(u"state-dark"_s, ThemeChoice::Dark, Large, told);
    shot(u"state-contrast"_s, ThemeChoice::HighContrast, Large, told);
    shot(u"state-small"_s, ThemeChoice::Light, Small, told);
    shot(u"state-empty"_s, ThemeChoice::Light, Large, open);
    shot(u"state-stale"_s, ThemeChoice::Light, Large, [told](Stage &stage) {
        QWidget *window = told(stage);
        stage.desk.fleet.update(story::drawerId('a'), NodeAspect::Link,
                                [](FleetNode &node) { node.link = LinkState::Waiting; });
        stage.desk.fleet.flush();
        return window;
    });
}

void Shots::systems()
{
    const auto member = [](Stage &stage) {
        const MembershipAnswer taken{4, u"db-frame-1"_s, story::drawerId('a')};
        for (const auto &method : {u"system.check"_s, u"system.set"_s})
            stage.desk.actions.callAnswers.insert(method, toJson(taken));
        stage.window.open({Place::Page::System, u"db-frame-1"_s});
    };
    const auto split = [](Stage &stage) -> QWidget * {
        story::splitSystem(stage.desk.fleet);
        stage.window.open({Place::Page::System, u"db-frame-1"_s});
        return &stage.window;
    };
    shot(u"systems-split-light"_s, ThemeChoice::Light, Large, split);
    shot(u"systems-split-dark"_s, ThemeChoice::Dark, Large, split);
    shot(u"systems-split-small"_s, ThemeChoice::Light, Small, split);
    shot(u"systems-facts"_s, ThemeChoice::Light, Large, [](Stage &stage) -> QWidget * {
        stage.window.open({Place::Page::System, u"db-frame-1"_s});
        stage.window.pages().currentWidget()->findChild<QTabWidget *>()->setCurrentIndex(4);
        return &stage.window;
    });
    shot(u"systems-group"_s, ThemeChoice::Light, Large, [](Stage &stage) -> QWidget * {
        story::addGroup(stage.desk.fleet);
        stage.window.open({Place::Page::System, u"bench"_s});
        return &stage.window;
    });
    shot(u"systems-by-word"_s, ThemeChoice::Dark, Large, [](Stage &stage) -> QWidget * {
        story::forgetPairingWithC(stage.desk.fleet);
        stage.window.open({Place::Page::Node, story::drawerId('c')});
        return &stage.window;
    });
    shot(u"systems-by-word-table"_s, ThemeChoice::Light, Small, [](Stage &stage) -> QWidget * {
        story::forgetPairingWithC(stage.desk.fleet);
        stage.window.open({Place::Page::System, u"db-frame-1"_s});
        return &stage.window;
    });
    shot(u"systems-many"_s, ThemeChoice::Light, Large, [](Stage &stage) -> QWidget * {
        story::fillSystems(stage.desk.fleet, 300);
        stage.window.open({Place::Page::System, u"frame-123"_s});
        return &stage.window;
    });
    const auto edit = [member](Stage &stage) {
        member(stage);
        stage.window.editSystem(u"db-frame-1"_s, {});
        return dialogOf<SystemDialog>(stage.window);
    };
    const auto preview = [edit](Stage &stage) {
        SystemDialog *dialog = edit(stage);
        auto *coordinator = dialog->findChildren<QComboBox *>().first();
        coordinator->setCurrentIndex(1);
        dialog->findChild<QLineEdit *>()->setText(u"the-database-frame-in-row-4-behind-the-pillar"_s);
        press(dialog, u"Preview\u2026"_s);
        settle();
        return dialog->findChild<SystemChangeSheet *>();
    };
    for (const auto &[suffix, theme] :
         {std::pair(u"light"_s, ThemeChoice::Light), {u"dark"_s, ThemeChoice::Dark}}) {
        shot(u"systems-edit-"_s + suffix, theme, Large, edit);
        shot(u"systems-preview-"_s + suffix, theme, Large, preview);
    }
    shot(u"systems-objection"_s, ThemeChoice::Light, Large, [member](Stage &stage) {
        member(stage);
        stage.desk.actions.callAnswers.insert(story::drawerId('b') + " system.check"_L1,
                                              fail(Error{ErrorCode::Conflict,
                                                         u"this node is a member of the system \"rack\""_s,
                                                         {},
                                                         {},
                                                         u"take it out of \"rack\" first"_s}));
        stage.window.handOver(u"db-frame-1"_s, story::drawerId('b'));
        return dialogOf<SystemChangeSheet>(stage.window);
    });
    shot(u"systems-result"_s, ThemeChoice::Light, Large, [member](Stage &stage) {
        member(stage);
        stage.desk.actions.callAnswers.insert(story::drawerId('c') + " system.set"_L1,
                                              fail(ErrorCode::Io, u"the disk is full"_s));
        stage.window.handOver(u"db-frame-1"_s, story::drawerId('b'));
        settle();
        auto *sheet = dialogOf<SystemChangeSheet>(stage.window);
        press(sheet, u"Let drawer-b coordinate"_s);
        return sheet;
    });
    shot(u"systems-dissolve"_s, ThemeChoice::Light, Large, [member](Stage &stage) {
        member(stage);
        stage.window.dissolve(u"db-frame-1"_s);
        return dialogOf<SystemChangeSheet>(stage.window);
    });
    shot(u"systems-silent-error"_s, ThemeChoice::Dark, Large, [member](Stage &stage) {
        member(stage);
        stage.desk.fleet.update(story::drawerId('a'), NodeAspect::Link,
                                [](FleetNode &node) { node.link = LinkState::Waiting; });
        stage.desk.fleet.flush();
        stage.window.dissolve(u"db-frame-1"_s);
        return dialogOf<SystemChangeSheet>(stage.window);
    });
}

} // namespace

} // namespace muster::console

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setFont(QFont(u"Inter"_s));
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2) {
        QTextStream(stderr) << "usage: shots FOLDER [WORD [LANGUAGE]]" << Qt::endl;
        return 2;
    }
    muster::console::loadTranslations(application, QLocale(arguments.value(3, u"en"_s)));
    muster::console::Shots(arguments.at(1), arguments.value(2)).take();
    return 0;
}
