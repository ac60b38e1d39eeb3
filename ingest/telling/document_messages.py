"""What ingest says of documents and of the words that stand beside scans."""

from __future__ import annotations

from ingest.telling.messages import Sentence

_NOTHING_TO_DO = "Il n’y a rien à faire."
SIGNED = Sentence("note", "Ce PDF est signé ({count}) ; il est gardé tel quel, signature comprise.", _NOTHING_TO_DO)
ATTACHED = Sentence(
    "warning",
    "Ce PDF contient {count} fichiers joints ; ils sont gardés dans le PDF, mais ni lus ni montrés.",
    "Pour qu’ils soient trouvés, sortez-les du PDF et déposez-les à côté.",
)
SCRIPTED = Sentence(
    "note", "Ce PDF contient des scripts ; ils sont gardés avec lui et ne sont jamais exécutés.", _NOTHING_TO_DO
)
TEXT_OF_ANOTHER_SHAPE = Sentence(
    "warning",
    "Le texte de {count} pages n’a pas les proportions de l’image : ses mots sont repris, sans leur place sur l’image.",
    "Vérifiez que ce fichier ALTO ou hOCR est bien celui de cette image.",
)
LONE_PAGE_TEXT = Sentence(
    "warning",
    "Aucune image n’accompagne ce texte de page (ALTO ou hOCR) ; il est repris seul.",
    "Donnez-lui le nom de l’image : page_001.tif, page_001.xml (ou ALTO/page_001.xml).",
)
TEXT_READ_AS = Sentence(
    "warning",
    "Ce texte n’est pas en UTF-8 ; il a été lu comme {encoding}.",
    "Vérifiez les accents ; s’ils sont faux, réenregistrez-le en UTF-8.",
)
