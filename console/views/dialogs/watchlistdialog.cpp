// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/watchlistdialog.h"

#include "console/fleet/nodecall.h"
#include "console/units/watchtemplate.h"
#include "console/views/dialogs/confirmsheet.h"
#include "console/views/text/phrases.h"
#include "console/views/widgets/checkdelegate.h"
#include "console/views/widgets/jsonedit.h"
#include "console/views/widgets/label.h"
#include "console/views/widgets/tablepanel.h"
#include "console/views/widgets/tableview.h"
#include "shared/tls/digest.h"
#include "shared/units/unitfile.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr qsizetype MaxLines = 4; ///< that are shown of remarks, and of failures
constexpr int Gap = 2 * Theme::Step; ///< half the way between two parts

/// The first lines, and how many more there are.
QString someLines(QStringList lines)
{
    if (const qsizetype more = lines.size() - MaxLines; more > 0) {
        lines.resize(MaxLines);
        //: more lines than are shown
        lines.append(WatchListDialog::tr("and %n more", nullptr, int(more)));
    }
    return lines.join(u'\n');
}

QWidget *column(const QList<QWidget *> &widgets, const QMargins &margins)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(margins);
    layout->setSpacing(Theme::Step);
    for (QWidget *widget : widgets)
        layout->addWidget(widget);
    return box;
}

Label *heading(const Theme &theme, const QString &text, QWidget *buddy)
{
    auto *label = new Label(theme, Label::Kind::Heading, Colour::Dim);
    label->setText(text);
    label->setBuddy(buddy);
    return label;
}

QString placed(const Error &fault)
{
    const int line = lineOfFault(fault);
    const QString text = fault.field.isEmpty() ? fault.text : u"%1: %2"_s.arg(fault.field, fault.text);
    //: %1 is the number of a line in a text, %2 says what is wrong there
    const QString where = line > 0 ? WatchListDialog::tr("Line %1: %2").arg(line).arg(text) : text;
    return fault.remedy.isEmpty() ? where : u"%1 \u2014 %2"_s.arg(where, fault.remedy);
}

} // namespace

WatchListDialog::WatchListDialog(const ViewParts &parts_, const QStringList &nodeIds, QWidget *parent)
    : Sheet(parts_, tr("Watch list"), parent)
    , m_nodes(parts_.fleet, nodeIds)
    , m_file(new QComboBox)
    , m_nodeView(new QListView)
    //: button: shows the text of the file as it is on the selected node
    , m_show(new QPushButton(tr("Show &its text")))
    , m_text(new JsonEdit(parts_.theme))
    , m_hint(wrappedLabel(parts_.theme, {}, Colour::Dim))
    , m_fault(wrappedLabel(parts_.theme, {}))
    , m_sum(new Label(parts_.theme, Label::Kind::Base, Colour::Dim))
    , m_remarks(wrappedLabel(parts_.theme, {}, Colour::CareText))
    , m_table(new TablePanel(parts_, u"watchPreview"_s, m_preview))
{
    resize(1000, 720);
    auto *top = new QSplitter;
    top->addWidget(buildNodes());
    top->addWidget(buildEditor());
    top->setStretchFactor(1, 1);
    top->setSizes({300, 700});
    top->setChildrenCollapsible(false);
    auto *all = new QSplitter(Qt::Vertical);
    all->addWidget(top);
    all->addWidget(buildPreview());
    all->setStretchFactor(0, 3);
    all->setStretchFactor(1, 2);
    all->setChildrenCollapsible(false);
    content().addWidget(buildFile());
    content().addWidget(m_hint);
    m_hint->hide();
    content().addWidget(all, 1);
    buildButtons();
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(Quiet);
    connect(&m_askSoon, &QTimer::timeout, this, &WatchListDialog::askPreview);
    connect(m_text, &QPlainTextEdit::textChanged, this, &WatchListDialog::followInput);
    connect(m_file, &QComboBox::editTextChanged, this, &WatchListDialog::followInput);
    connect(m_file, &QComboBox::activated, this, &WatchListDialog::chooseFile);
    connect(&m_nodes, &WatchNodes::checkedChanged, this, [this] {
        readNodes();
        followInput();
    });
    m_text->setFocus();
    followInput();
    readNodes();
}

QWidget *WatchListDialog::buildFile()
{
    m_file->setEditable(true);
    m_file->setInsertPolicy(QComboBox::NoInsert);
    m_file->setMinimumWidth(240);
    m_file->setEditText(u"critical.json"_s);
    m_file->lineEdit()->setMaxLength(int(MaxUnitFileName));
    m_file->setAccessibleName(tr("File on the nodes"));
    keepEnter(m_file);
    auto *label = new Label(parts().theme);
    label->setText(tr("&File on the nodes"));
    label->setBuddy(m_file);
    //: button with a menu of texts to begin with
    auto *start = new QPushButton(tr("Start from a &template"));
    start->setAutoDefault(false);
    auto *menu = new QMenu(start);
    for (const WatchTemplate &one : WatchTemplates::all())
        menu->addAction(one.title, this, [this, one] { useTemplate(one); });
    start->setMenu(menu);
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_file);
    layout->addWidget(start);
    layout->addStretch(1);
    return row;
}

QWidget *WatchListDialog::buildNodes()
{
    m_nodeView->setModel(&m_nodes);
    m_nodeView->setItemDelegate(new CheckDelegate(parts().theme, m_nodeView));
    m_nodeView->setUniformItemSizes(true);
    m_nodeView->setProperty("framed", true);
    m_nodeView->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_nodeView->setAccessibleName(tr("Nodes"));
    m_nodeView->setMinimumSize(220, 120);
    m_show->setAutoDefault(false);
    connect(m_nodeView->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        readNodes();
        showButtons();
    });
    connect(&m_nodes, &QAbstractItemModel::dataChanged, this, &WatchListDialog::showButtons);
    connect(m_show, &QPushButton::clicked, this,
            [this] { showTextOf(m_nodes.idOf(m_nodeView->currentIndex())); });
    return column({heading(parts().theme, tr("&Nodes to write it to"), m_nodeView), m_nodeView, m_show},
                  {0, 0, Gap, Gap});
}

QWidget *WatchListDialog::buildEditor()
{
    m_text->setAccessibleName(tr("Text of the file"));
    m_text->setPlaceholderText(tr("Name the critical units here, or start from a template."));
    m_text->setMinimumSize(240, 120);
    m_text->setFrameShape(QFrame::StyledPanel);
    return column({heading(parts().theme, tr("Te&xt"), m_text), m_text, m_fault}, {Gap, 0, 0, Gap});
}

QWidget *WatchListDialog::buildPreview()
{
    m_table->view().setProperty("framed", true);
    m_table->view().setFrameShape(QFrame::StyledPanel);
    m_table->view().sortByColumn(WatchPreviewModel::Change, Qt::AscendingOrder);
    m_table->view().setAccessibleName(tr("What will be watched"));
    m_table->setBarVisible(false);
    m_table->setMinimumHeight(120);
    m_remarks->hide();
    auto *title = new QWidget;
    auto *row = new QHBoxLayout(title);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(heading(parts().theme, tr("What will &be watched"), &m_table->view()));
    row->addStretch(1);
    row->addWidget(m_sum);
    return column({title, m_remarks, m_table}, {0, Gap, 0, 0});
}

void WatchListDialog::buildButtons()
{
    addCloseButton(tr("Close"));
    m_remove = addButton(QString());
    m_write = addButton(QString(), true);
    connect(m_remove, &QPushButton::clicked, this, &WatchListDialog::confirmRemoval);
    connect(m_write, &QPushButton::clicked, this, &WatchListDialog::write);
}

QString WatchListDialog::fileName() const
{
    return m_file->currentText().trimmed();
}

WatchOrder WatchListDialog::order() const
{
    return {fileName(), m_text->toPlainText(), false};
}

QStringList WatchListDialog::withFile() const
{
    QStringList ids = m_nodes.checked();
    ids.removeIf([this](const QString &nodeId) { return !m_nodes.fileOf(nodeId); });
    return ids;
}

void WatchListDialog::readNodes()
{
    for (const QString &nodeId : m_nodes.takeUnread(m_nodeView->currentIndex()))
        read(nodeId);
}

void WatchListDialog::read(const QString &nodeId)
{
    QCoro::connect(callNode<api::UnitsConfig>(parts().actions, nodeId, {}), this,
                   [this, nodeId](const Result<UnitConfig> &config) { takeConfig(nodeId, config); });
}

void WatchListDialog::takeConfig(const QString &nodeId, const Result<UnitConfig> &config)
{
    m_nodes.setConfig(nodeId, config);
    const QString name = m_file->currentText();
    const QStringList names = m_nodes.fileNames();
    {
        const QSignalBlocker quiet(m_file);
        m_file->clear();
        m_file->addItems(names);
        m_file->setEditText(name);
    }
    // What is there already is what one most likely wants to change.
    if (m_text->document()->isEmpty() && config && !config->files.isEmpty()) {
        if (!m_nodes.fileOf(nodeId))
            m_file->setEditText(config->files.first().name);
        showTextOf(nodeId);
    }
    showButtons();
}

/// One of those that are there was chosen: its text comes with it.
void WatchListDialog::chooseFile()
{
    followInput();
    const QStringList ids = withFile();
    if (!ids.isEmpty())
        showTextOf(ids.first());
}

void WatchListDialog::showTextOf(const QString &nodeId)
{
    const auto file = m_nodes.fileOf(nodeId);
    if (!file)
        return;
    if (file->text)
        return setText(*file->text);
    // There was no room for it among the others.
    QCoro::connect(callNode<api::UnitsConfig>(parts().actions, nodeId, {file->name}), this,
                   [this, name = file->name](const Result<UnitConfig> &config) {
                       if (!config)
                           setFailure(Phrases::error(config.error()));
                       else if (config->files.isEmpty() || !config->files.first().text)
                           //: %1 is a file
                           setFailure(tr("%1 is no text, or too large to be shown.").arg(name));
                       else
                           setText(*config->files.first().text);
                   });
}

void WatchListDialog::setText(const QString &text)
{
    m_text->replaceText(text);
    m_text->document()->setModified(false);
    m_hint->hide();
}

void WatchListDialog::useTemplate(const WatchTemplate &chosen)
{
    m_text->replaceText(QString::fromUtf8(chosen.text()));
    m_hint->setText(chosen.description);
    m_hint->show();
}

void WatchListDialog::followInput()
{
    const QByteArray hash = sha256({m_text->toPlainText().toUtf8()}).toHex();
    m_nodes.setFile(fileName(), QString::fromLatin1(hash));
    m_nodes.forgetAnswers();
    setFailure({});
    m_isWarned = false;
    m_isPreviewed = false;
    ++m_round;
    checkHere();
    sayWhyEmpty();
    m_askSoon.start();
    showButtons();
}

void WatchListDialog::checkHere()
{
    const auto named = checkUnitFileName(fileName());
    m_file->lineEdit()->setProperty("wrong", !named);
    m_file->lineEdit()->update();
    const bool isEmpty = m_text->document()->isEmpty();
    const auto parsed = parseUnitFile(m_text->toPlainText().toUtf8(), fileName());
    m_isValid = named && !isEmpty && parsed;
    m_text->setFaultLine(isEmpty || parsed ? 0 : lineOfFault(parsed.error()));
    m_fault->setColour(m_isValid || isEmpty ? Colour::Dim : Colour::CriticalText);
    if (!named)
        m_fault->setText(u"%1. %2"_s.arg(named.error().text, named.error().remedy));
    else if (!isEmpty && !parsed)
        m_fault->setText(placed(parsed.error()));
    else if (isEmpty)
        m_fault->setText(tr("The file names no unit yet."));
    else
        //: of the text of a file; %n units are named there
        m_fault->setText(
            tr("Nothing is wrong with it; it names %n units.", nullptr, int(parsed->units().size())));
}

void WatchListDialog::askPreview()
{
    const int round = ++m_round;
    const QStringList ids = m_nodes.checked();
    m_preview.keepNodes(m_isValid ? ids : QStringList());
    m_said.clear();
    m_added = m_dropped = m_changed = m_absent = 0;
    sayWhyEmpty();
    showSum();
    if (!m_isValid || ids.isEmpty())
        return showButtons();
    const WatchTold told = [self = QPointer(this), round](const WatchAnswer &answer) {
        if (self && self->m_round == round)
            self->takePreview(answer);
    };
    QCoro::connect(checkOnNodes(parts().actions, ids, order(), told), this,
                   [this, round](const QList<WatchAnswer> &) {
                       if (m_round != round)
                           return;
                       m_isPreviewed = true;
                       showButtons();
                   });
}

void WatchListDialog::sayWhyEmpty()
{
    if (m_nodes.checked().isEmpty())
        m_table->setEmptyText(Mark::Unknown, tr("No node is ticked"),
                              tr("Tick those that it is to be written to."));
    else if (!m_isValid)
        m_table->setEmptyText(Mark::Unknown, tr("There is nothing to show yet"),
                              tr("It is shown as soon as nothing is wrong with the text."));
    else
        m_table->setEmptyText(Mark::Running, tr("The nodes are being asked\u2026"), {});
}

void WatchListDialog::takePreview(const WatchAnswer &answer)
{
    const QString name = m_nodes.nameOf(answer.nodeId);
    if (!answer.check) {
        m_said[answer.nodeId].append(u"%1: %2"_s.arg(name, Phrases::error(answer.check.error())));
        return showSum();
    }
    for (const UnitConfigFault &fault : answer.check->faults)
        m_said[answer.nodeId].append(u"%1: %2. %3"_s.arg(name, fault.text, fault.remedy));
    for (const QString &finding : answer.check->findings)
        m_said[answer.nodeId].append(u"%1: %2"_s.arg(name, finding));
    QList<WatchPreview> units = answer.check->units;
    for (const WatchPreview &unit : std::as_const(units)) {
        m_added += unit.change == WatchChange::Added;
        m_dropped += unit.change == WatchChange::Dropped;
        m_changed += unit.change == WatchChange::Changed;
        m_absent += unit.change == WatchChange::Added && unit.known == UnitKnowledge::NotFound;
    }
    if (m_nodes.checked().size() > MaxNodesInFull)
        units.removeIf([](const WatchPreview &unit) { return unit.change == WatchChange::Kept; });
    m_preview.setNode(answer.nodeId, name, units);
    showSum();
}

void WatchListDialog::showSum()
{
    const bool hasRows = m_preview.rowCount() > 0;
    //: of units on all ticked nodes, by what happens to their watch
    m_sum->setText(
        hasRows ? tr("new %1 \u00b7 no longer watched %2 \u00b7 watched otherwise %3 \u00b7 no such unit %4")
                      .arg(m_added)
                      .arg(m_dropped)
                      .arg(m_changed)
                      .arg(m_absent)
                : QString());
    QStringList lines;
    for (const QString &nodeId : m_nodes.checked())
        lines += m_said.value(nodeId);
    m_remarks->setText(someLines(lines));
    m_remarks->setVisible(!lines.isEmpty());
}

void WatchListDialog::showButtons()
{
    const QStringList due = m_nodes.due();
    const int count = int(due.size());
    const bool isRead = std::ranges::all_of(due, [this](const QString &id) { return m_nodes.isRead(id); });
    if (m_nodes.failedCount() > 0)
        //: button: writes again to the nodes on which it failed
        m_write->setText(tr("&Retry the %n that failed", nullptr, count));
    else if (count > 0 && m_nodes.writtenCount() == count)
        //: in place of the button that writes a file to nodes, when it has done so
        m_write->setText(tr("Written to %n nodes", nullptr, count));
    else
        //: button: writes a file to nodes
        m_write->setText(count > 0 ? tr("&Write to %n nodes", nullptr, count)
                                   //: button: writes a file to nodes; none is ticked
                                   : tr("&Write"));
    const bool isDone = m_nodes.failedCount() == 0 && m_nodes.writtenCount() == count;
    m_write->setEnabled(m_isValid && m_isPreviewed && isRead && !m_isWriting && count > 0 && !isDone);
    const int removable = int(withFile().size());
    //: button: removes a file from nodes
    m_remove->setText(removable > 0 ? tr("Re&move from %n nodes\u2026", nullptr, removable)
                                    //: button: removes a file from nodes; none of them has it
                                    : tr("Re&move\u2026"));
    m_remove->setEnabled(removable > 0 && !m_isWriting);
    m_show->setEnabled(m_nodes.fileOf(m_nodes.idOf(m_nodeView->currentIndex())).has_value());
}

void WatchListDialog::write()
{
    QList<WatchPlace> places;
    const QStringList due = m_nodes.due();
    for (const QString &nodeId : due) {
        const auto file = m_nodes.fileOf(nodeId);
        places.append({nodeId, file ? file->hash : QString()});
    }
    m_isWriting = true;
    m_text->setReadOnly(true);
    setFailure({});
    m_nodes.setWriting(due);
    showButtons();
    const WatchTold told = [self = QPointer(this)](const WatchAnswer &answer) {
        if (self)
            self->m_nodes.setAnswer(answer, false);
    };
    QCoro::connect(writeToNodes(parts().actions, places, order(), told), this,
                   [this](const QList<WatchAnswer> &answers) { takeResults(answers); });
}

void WatchListDialog::takeResults(const QList<WatchAnswer> &answers)
{
    m_isWriting = false;
    m_text->setReadOnly(false);
    if (std::ranges::all_of(answers, [](const WatchAnswer &answer) { return answer.check.has_value(); }))
        m_text->document()->setModified(false);
    setFailure(someLines(m_nodes.failures()));
    // What is there now is what the next writing replaces.
    for (const WatchAnswer &answer : answers)
        read(answer.nodeId);
    askPreview();
    showButtons();
}

void WatchListDialog::confirmRemoval()
{
    QCoro::connect(checkOnNodes(parts().actions, withFile(), {fileName(), {}, true}), this,
                   [this](const QList<WatchAnswer> &answers) { openRemoval(answers); });
}

void WatchListDialog::openRemoval(const QList<WatchAnswer> &answers)
{
    const QString file = fileName();
    QStringList lines;
    QList<WatchPlace> places;
    for (const WatchAnswer &answer : answers) {
        const QString name = m_nodes.nameOf(answer.nodeId);
        if (!answer.check) {
            lines.append(u"%1: %2"_s.arg(name, Phrases::error(answer.check.error())));
            continue;
        }
        places.append({answer.nodeId, answer.check->replaces});
        QStringList dropped;
        for (const WatchPreview &unit : answer.check->units) {
            if (unit.change == WatchChange::Dropped)
                dropped.append(unit.unit);
        }
        //: %1 is a node from which a file is removed; another file there names the same units
        lines.append(dropped.isEmpty() ? tr("%1: all of its units are still watched.").arg(name)
                                       //: %1 is a node, %2 are units
                                       : tr("%1: no longer watched: %2").arg(name, dropped.join(u", "_s)));
    }
    if (places.isEmpty())
        return setFailure(lines.join(u'\n'));
    lines.append(tr("The text stays in this window and can be written again."));
    const ConfirmSheet::Plan plan{
        //: %1 is a file
        .title = tr("Remove %1?").arg(file),
        .whatHappens = lines,
        //: button; %1 is a file
        .verb = tr("Remove %1 from %n nodes", nullptr, int(places.size())).arg(file),
        .run = [self = QPointer(this), places, file] { return removeFrom(self, places, file); },
    };
    (new ConfirmSheet(parts(), plan, this))->open();
}

QCoro::Task<Result<void>> WatchListDialog::removeFrom(QPointer<WatchListDialog> self,
                                                      QList<WatchPlace> places, QString file)
{
    if (!self)
        co_return Result<void>();
    const WatchTold told = [self](const WatchAnswer &answer) {
        if (self)
            self->m_nodes.setAnswer(answer, true);
    };
    const auto answers =
        co_await writeToNodes(self->parts().actions, std::move(places), {file, {}, true}, told);
    for (const WatchAnswer &answer : answers) {
        if (self)
            self->read(answer.nodeId);
    }
    const auto failed =
        std::ranges::find_if(answers, [](const WatchAnswer &answer) { return !answer.check.has_value(); });
    co_return failed == answers.cend() ? Result<void>() : fail(failed->check.error());
}

void WatchListDialog::reject()
{
    if (m_isWriting)
        return;
    if (m_text->document()->isModified() && !m_isWarned) {
        setFailure(tr("What you wrote is on no node yet. Close once more to give it up."));
        m_isWarned = true;
        return;
    }
    Sheet::reject();
}

} // namespace muster::console
