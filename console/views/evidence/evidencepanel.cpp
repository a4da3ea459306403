// SPDX-License-Identifier: Apache-2.0
#include "console/views/evidence/evidencepanel.h"

#include "console/dumps/dumpbook.h"
#include "console/fleet/openfailures.h"
#include "console/views/evidence/dumpcontents.h"
#include "console/views/evidence/failurestory.h"
#include "console/views/evidence/journalview.h"
#include "console/views/text/ages.h"
#include "console/views/text/ageticker.h"
#include "console/views/text/knownfacts.h"
#include "console/views/text/phrases.h"
#include "console/views/text/statephrases.h"
#include "console/views/widgets/banner.h"
#include "console/views/widgets/factlist.h"
#include "console/views/widgets/iconbutton.h"
#include "console/views/widgets/label.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

constexpr int Margin = 4 * Theme::Step;

Label *heading(const Theme &theme, const QString &text)
{
    auto *label = new Label(theme, Label::Kind::Heading, Colour::Dim);
    label->setText(text);
    return label;
}

} // namespace

EvidencePanel::EvidencePanel(const ViewParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_loader(parts.fleet, parts.actions)
    , m_timelineLoader(parts.fleet, parts.actions)
    , m_title(new Label(parts.theme, Label::Kind::Bold))
    , m_where(new Label(parts.theme, Label::Kind::Base, Colour::Dim))
    , m_facts(new FactList(parts.theme))
    , m_dump(new DumpContents(parts))
    , m_state(new Banner(parts.theme))
    //: heading: from a unit that failed down to what brought it down
    , m_chainHeading(heading(parts.theme, tr("What brought it down")))
    , m_chain(new LineView(parts.theme))
    //: heading: other failures that belong to the same incident
    , m_incidentHeading(heading(parts.theme, tr("Of the same incident")))
    , m_incident(new LineView(parts.theme))
    //: heading: what happened on the node before a failure and since
    , m_timelineHeading(heading(parts.theme, tr("What led up to it")))
    , m_timelineRemark(wrappedLabel(parts.theme, {}, Colour::Dim))
    , m_timeline(new LineView(parts.theme))
    , m_journalHeading(heading(parts.theme, tr("Last lines of its journal")))
    , m_journalRemark(wrappedLabel(parts.theme, {}, Colour::Dim))
    , m_journal(new JournalView(parts.theme))
    , m_propertiesHeading(heading(parts.theme, tr("Properties of the unit")))
    , m_properties(new FactList(parts.theme))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 0, 0, 0); // a line, when it lies over the page
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QWidget *body = buildBody();
    body->setBackgroundRole(QPalette::Base);
    scroll->viewport()->setBackgroundRole(QPalette::Base);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(body);
    layout->addWidget(scroll, 1);
    setAccessibleName(tr("Evidence"));
    connect(&m_loader, &EvidenceLoader::changed, this, &EvidencePanel::showEvidence);
    connect(&m_timelineLoader, &TimelineLoader::changed, this, &EvidencePanel::showStory);
    connect(m_state, &Banner::actionWanted, &m_loader, &EvidenceLoader::retry);
    connect(&parts.fleet, &Fleet::nodesChanged, this, [this](const QHash<QString, NodeAspects> &changed) {
        if (changed.contains(m_subject.nodeId))
            showSubject();
    });
    for (const auto signal : {&DumpBook::changed, &DumpBook::removed}) {
        connect(&parts.dumps, signal, this, [this](const QString &nodeId, const QString &dumpId) {
            if (nodeId == m_subject.nodeId && dumpId == m_subject.dumpId)
                showSubject();
        });
    }
    connect(&parts.fleet, &Fleet::nodeRemoved, this, [this](const QString &id) {
        if (id == m_subject.nodeId)
            setSubject({});
    });
    connect(&parts.ticker, &AgeTicker::ticked, this, [this] {
        if (isVisible())
            showSubject();
    });
    connect(&parts.theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    parts.ticker.repaint(m_where);
}

QWidget *EvidencePanel::buildHead()
{
    auto *fold = new IconButton(m_parts.theme, u"panel"_s, tr("Fold the evidence away"));
    connect(fold, &QToolButton::clicked, this, &EvidencePanel::foldWanted);
    setFocusProxy(fold);
    m_title->setElided(true);
    m_where->setElided(true);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_title);
    texts->addWidget(m_where);
    auto *head = new QWidget;
    auto *layout = new QHBoxLayout(head);
    layout->setContentsMargins(Margin, 3 * Theme::Step, 2 * Theme::Step, 3 * Theme::Step);
    layout->addLayout(texts, 1);
    layout->addWidget(fold, 0, Qt::AlignTop);
    return head;
}

QWidget *EvidencePanel::buildBody()
{
    auto *body = new QWidget;
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(Margin, Theme::Step, Margin, Margin);
    layout->setSpacing(2 * Theme::Step);
    layout->addWidget(m_facts);
    layout->addWidget(buildActions());
    layout->addWidget(m_forbidden);
    layout->addWidget(m_dump);
    m_chain->setAccessibleName(m_chainHeading->text());
    m_incident->setAccessibleName(m_incidentHeading->text());
    m_timeline->setAccessibleName(m_timelineHeading->text());
    const QList<QWidget *> story{m_chainHeading,    m_chain,          m_incidentHeading, m_incident,
                                 m_timelineHeading, m_timelineRemark, m_timeline};
    for (QWidget *part : story)
        layout->addWidget(part);
    for (Label *title : {m_chainHeading, m_incidentHeading, m_timelineHeading})
        title->setContentsMargins(0, Theme::Step, 0, 0);
    layout->addSpacing(Theme::Step);
    layout->addWidget(m_state);
    layout->addWidget(m_journalHeading);
    layout->addWidget(m_journalRemark);
    layout->addWidget(m_journal);
    layout->addSpacing(Theme::Step);
    layout->addWidget(m_propertiesHeading);
    layout->addWidget(m_properties);
    layout->addStretch(1);
    return body;
}

QWidget *EvidencePanel::buildActions()
{
    const auto button = [](const QString &text) {
        auto *made = new QPushButton(text);
        made->setAutoDefault(false);
        return made;
    };
    //: takes note of a failure
    m_acknowledge = button(tr("Acknowledge\u2026"));
    m_forbidden = wrappedLabel(m_parts.theme, {}, Colour::Dim);
    m_copy = button(tr("Copy all"));
    //: asks the node to collect the evidence of a failure anew
    m_collect = button(tr("Collect again"));
    m_open = button(tr("Open node"));
    m_reconnect = button(tr("Try again now"));
    connect(m_acknowledge, &QPushButton::clicked, this, [this] { Q_EMIT acknowledgeWanted({m_subject}); });
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(asText()); });
    connect(m_collect, &QPushButton::clicked, &m_loader, &EvidenceLoader::collectAgain);
    connect(m_open, &QPushButton::clicked, this,
            [this] { Q_EMIT placeWanted({Place::Page::Node, m_subject.nodeId}); });
    connect(m_reconnect, &QPushButton::clicked, this,
            [this] { m_parts.actions.reconnect(m_subject.nodeId); });
    auto *actions = new QWidget;
    m_actions = new QGridLayout(actions);
    m_actions->setContentsMargins(0, 2 * Theme::Step, 0, 2 * Theme::Step);
    for (const int column : {0, 1})
        m_actions->setColumnStretch(column, 1);
    for (QPushButton *made : {m_acknowledge, m_open, m_copy, m_collect, m_reconnect})
        m_actions->addWidget(made);
    return actions;
}

void EvidencePanel::placeActions()
{
    // Two in a row, without holes: more do not fit in every language.
    int shown = 0;
    for (QPushButton *action : {m_acknowledge, m_open, m_copy, m_collect, m_reconnect}) {
        if (action->isHidden())
            continue;
        m_actions->addWidget(action, shown / 2, shown % 2);
        ++shown;
    }
}

void EvidencePanel::setSubject(const Subject &subject)
{
    m_subject = subject;
    const UnitFailure *selected = failure();
    Subject whole = subject;
    if (selected)
        m_subject.unit = whole.unit = selected->unit;
    m_loader.show(whole);
    m_timelineLoader.show(whole);
    showSubject();
    showEvidence();
    Q_EMIT contentChanged();
}

void EvidencePanel::tryAgain()
{
    if (m_loader.state() == EvidenceLoader::State::Failed)
        m_loader.retry();
}

bool EvidencePanel::hasContent() const
{
    return m_parts.fleet.node(m_subject.nodeId) != nullptr;
}

void EvidencePanel::showSubject()
{
    const FleetNode *node = m_parts.fleet.node(m_subject.nodeId);
    if (!node)
        return;
    const QString thing = dump() ? m_subject.dumpId : m_subject.unit;
    m_title->setText(thing.isEmpty() ? node->name : thing);
    const QString truth = node->isStale() ? Phrases::link(*node) : QString();
    //: where the selected unit or dump is: on the node %1
    const QString where = thing.isEmpty() ? node->address : tr("on %1").arg(node->name);
    m_dump->show(m_subject.nodeId, dump());
    m_where->setText(truth.isEmpty() ? where : u"%1 \u00b7 %2"_s.arg(where, truth));
    m_reconnect->setVisible(node->isStale());
    m_collect->setVisible(!m_subject.unit.isEmpty() && !node->isStale());
    showAcknowledge(*node);
    placeActions();
    showFacts(*node);
    showStory();
}

void EvidencePanel::showAcknowledge(const FleetNode &node)
{
    const UnitFailure *selected = failure();
    const bool isOffered = selected && isUnseen(node, *selected);
    const bool isAllowed = node.role >= Role::Operator;
    m_acknowledge->setVisible(isOffered);
    m_acknowledge->setEnabled(isAllowed);
    m_forbidden->setVisible(isOffered && !isAllowed);
    //: %1 is a node
    m_forbidden->setText(
        tr("Acknowledging needs the role Operator; this console may only read on %1.").arg(node.name));
}

void EvidencePanel::showStory()
{
    const FleetNode *node = m_parts.fleet.node(m_subject.nodeId);
    const UnitFailure *selected = failure();
    const auto show = [](Label *title, LineView *view, const QList<LineView::Line> &lines) {
        title->setVisible(!lines.isEmpty());
        view->setVisible(!lines.isEmpty());
        view->setLines(lines);
    };
    const bool isKnown = node && selected;
    show(m_chainHeading, m_chain, isKnown ? FailureStory::chain(*selected) : QList<LineView::Line>());
    show(m_incidentHeading, m_incident,
         isKnown ? FailureStory::incident(*node, *selected) : QList<LineView::Line>());
    show(m_timelineHeading, m_timeline,
         isKnown ? FailureStory::timeline(*selected, m_timelineLoader) : QList<LineView::Line>());
    const bool isAlone = m_timelineLoader.before().isEmpty() && !m_timelineLoader.isLoading();
    m_timelineRemark->setVisible(isKnown && (isAlone || m_timelineLoader.isLoading()));
    m_timelineRemark->setText(m_timelineLoader.isLoading()
                                  ? tr("What is kept of it is being read\u2026")
                                  : tr("Nothing is known of the 10 minutes before it."));
}

void EvidencePanel::showFacts(const FleetNode &node)
{
    if (const DumpEntry *selected = dump())
        return m_facts->setFacts(KnownFacts::of(node, *selected));
    if (const UnitFailure *selected = failure())
        return m_facts->setFacts(KnownFacts::of(node, *selected));
    if (m_subject.facet)
        return m_facts->setFacts(StatePhrases::facts(m_parts.fleet, node, *m_subject.facet));
    const QList<UnitStatus> units = node.units ? node.units->units : QList<UnitStatus>();
    const auto unit = std::ranges::find(units, m_subject.unit, &UnitStatus::unit);
    m_facts->setFacts(unit == units.cend() ? KnownFacts::of(node) : KnownFacts::of(node, *unit));
}

void EvidencePanel::showEvidence()
{
    const UnitEvidence *evidence = m_loader.evidence();
    const bool hasJournal = evidence && !evidence->journal.isEmpty();
    m_journalHeading->setVisible(evidence);
    m_journal->setVisible(hasJournal);
    m_propertiesHeading->setVisible(evidence && !evidence->properties.isEmpty());
    m_properties->setVisible(evidence && !evidence->properties.isEmpty());
    m_journalRemark->setVisible(evidence && (!hasJournal || !evidence->missing.isEmpty()));
    showState(evidence);
    if (!evidence)
        return;
    m_journal->setJournal(evidence->journal);
    m_journalRemark->setText(!evidence->missing.isEmpty() ? tr("Not collected: %1").arg(evidence->missing)
                                                          : tr("The unit wrote nothing to the journal."));
    QList<FactList::Fact> properties;
    for (const UnitProperty &property : evidence->properties)
        properties.append({property.name, {.text = property.value, .isFixed = true}});
    m_properties->setFacts(properties);
}

void EvidencePanel::showState(const UnitEvidence *evidence)
{
    using State = EvidenceLoader::State;
    const State state = m_loader.state();
    m_collect->setEnabled(state != State::Collecting && state != State::Loading);
    m_state->setVisible(state == State::Failed || state == State::Collecting
                        || (state == State::Loading && !evidence));
    if (state == State::Loading)
        m_state->set(Mark::Running, tr("The evidence is being fetched\u2026"));
    else if (state == State::Collecting)
        m_state->set(Mark::Running, tr("The node collects it again\u2026"));
    else if (state == State::Failed)
        m_state->set(Mark::Care,
                     tr("The evidence could not be fetched: %1").arg(Phrases::error(m_loader.error())),
                     tr("Try again"));
}

QString EvidencePanel::asText() const
{
    QString text = u"%1\n%2\n\n%3"_s.arg(m_title->text(), m_where->text(), m_facts->asText());
    const std::pair<const Label *, const LineView *> story[]{
        {m_chainHeading, m_chain}, {m_incidentHeading, m_incident}, {m_timelineHeading, m_timeline}};
    for (const auto &[title, lines] : story) {
        if (!title->isHidden())
            text += u"\n%1\n%2"_s.arg(title->text(), lines->asText());
    }
    text += m_dump->asText();
    if (const UnitEvidence *evidence = m_loader.evidence()) {
        text += u"\n%1\n%2"_s.arg(m_journalHeading->text(), JournalView::asText(evidence->journal));
        text += u"\n%1\n%2"_s.arg(m_propertiesHeading->text(), m_properties->asText());
    }
    return text;
}

const DumpEntry *EvidencePanel::dump() const
{
    return m_subject.dumpId.isEmpty() ? nullptr : m_parts.dumps.entry(m_subject.nodeId, m_subject.dumpId);
}

const UnitFailure *EvidencePanel::failure() const
{
    const FleetNode *node = m_parts.fleet.node(m_subject.nodeId);
    if (!node || m_subject.failureId.isEmpty())
        return nullptr;
    const auto found = std::ranges::find(node->failures, m_subject.failureId, &UnitFailure::id);
    return found == node->failures.cend() ? nullptr : &*found;
}

void EvidencePanel::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_parts.theme.colour(Colour::Panel));
    // Beside the page the splitter has a line between them.
    if (!qobject_cast<QSplitter *>(parentWidget()))
        painter.fillRect(0, 0, 1, height(), m_parts.theme.colour(Colour::FieldLine));
}

} // namespace muster::console
