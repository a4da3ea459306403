// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/views/evidence/evidenceloader.h"
#include "console/views/evidence/timelineloader.h"
#include "console/views/viewparts.h"

#include "shared/model/dump.h"

#include <QWidget>

class QGridLayout;
class QPushButton;
class QVBoxLayout;

namespace muster::console {

class Banner;
class DumpContents;
class FactList;
class JournalView;
class Label;
class LineView;

/// The right side: what is known of whatever is selected, and what can be done about it.
class EvidencePanel : public QWidget
{
    Q_OBJECT
public:
    explicit EvidencePanel(const ViewParts &parts, QWidget *parent = nullptr);

    void setSubject(const Subject &subject);
    [[nodiscard]] const Subject &subject() const { return m_subject; }
    void tryAgain(); ///< what could not be loaded
    [[nodiscard]] bool hasContent() const; ///< the subject is a node, or something on one, that is known
    [[nodiscard]] const EvidenceLoader &loader() const { return m_loader; }
    /// All that is shown, as text to paste into a ticket.
    [[nodiscard]] QString asText() const;

Q_SIGNALS:
    void placeWanted(const muster::console::Place &place);
    void acknowledgeWanted(const QList<muster::console::Subject> &failures);
    void foldWanted();
    void contentChanged(); ///< another subject, or it is gone

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QWidget *buildHead();
    [[nodiscard]] QWidget *buildBody();
    [[nodiscard]] QWidget *buildActions();
    void showSubject();
    void placeActions();
    void showFacts(const FleetNode &node);
    void showAcknowledge(const FleetNode &node);
    void showStory();
    void showEvidence();
    void showState(const UnitEvidence *evidence);
    [[nodiscard]] const DumpEntry *dump() const; ///< null when none is selected or it is gone
    [[nodiscard]] const UnitFailure *failure() const; ///< null when none is selected or it is gone

    const ViewParts m_parts;
    EvidenceLoader m_loader;
    TimelineLoader m_timelineLoader;
    Subject m_subject;
    Label *m_title;
    Label *m_where;
    FactList *m_facts;
    DumpContents *m_dump;
    Banner *m_state;
    Label *m_chainHeading;
    LineView *m_chain;
    Label *m_incidentHeading;
    LineView *m_incident;
    Label *m_timelineHeading;
    Label *m_timelineRemark;
    LineView *m_timeline;
    Label *m_journalHeading;
    Label *m_journalRemark;
    JournalView *m_journal;
    Label *m_propertiesHeading;
    FactList *m_properties;
    QGridLayout *m_actions;
    QPushButton *m_acknowledge;
    Label *m_forbidden; ///< why it cannot be acknowledged from here
    QPushButton *m_copy;
    QPushButton *m_collect;
    QPushButton *m_open;
    QPushButton *m_reconnect;
};

} // namespace muster::console
