package spate.api.export;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import spate.api.room.Admission;
import spate.api.token.SignedIn;
import spate.api.web.Needs;
import spate.api.web.Problem;
import spate.rooms.policy.Right;

/// The chat of a room as a file.
@RestController
@Tag(name = "figures")
final class ExportController {

    private static final String CSV = """
            "at","type","id","viewer","name","role","text","amount","currency","replyTo"
            "2026-09-21T14:13:20Z","message","Zk3pQ7xW1nV5bM9cT2yR8A","Vd83kfLm20xPqz71aB9cDw","미나","viewer","안녕하세요","","",""
            """;
    private static final String NDJSON = """
            {"type":"message","id":"Zk3pQ7xW1nV5bM9cT2yR8A","at":1790000000000,"by":{"id":"Vd83kfLm20xPqz71aB9cDw",\
            "name":"미나","role":"viewer","color":"#2f7fd1","badges":[]},"text":"안녕하세요"}
            """;

    private final Admission admission;
    private final ChatExport export;

    ExportController(Admission admission, ChatExport export) {
        this.admission = admission;
        this.export = export;
    }

    @Operation(
            summary = "The stored chat as a file: messages, donations and notices, oldest first; for the owner",
            description = "Streamed as fast as it is read, up to what was stored when the export began. What moderators"
                    + " hid is not in it. `csv` is RFC 4180 in UTF-8 with its mark, made for spreadsheets: a text that"
                    + " one would take for a formula begins with an apostrophe. `ndjson` has each event to the byte. An"
                    + " answer that breaks off is not the whole chat.")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"), examples = @ExampleObject(CSV)),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject(NDJSON))
            })
    @Needs(Right.EXPORT)
    @GetMapping("/api/rooms/{room}/export")
    Mono<ResponseEntity<Flux<DataBuffer>>> export(
            SignedIn viewer,
            @PathVariable("room") String room,
            @Parameter(
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {"csv", "ndjson"}))
                    @RequestParam(defaultValue = "csv")
                    String format,
            ServerHttpResponse response) {
        ExportFormat wanted = ExportFormat.of(format)
                .orElseThrow(() -> Problem.invalidParameter("format", "format must be csv or ndjson")
                        .toException());
        DataBufferFactory buffers = response.bufferFactory();
        return admission
                .admit(viewer, room, Right.EXPORT)
                .map(found -> ResponseEntity.ok()
                        .contentType(wanted.type())
                        .cacheControl(CacheControl.noStore())
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"" + found.id() + "." + wanted.word() + "\"")
                        .header("X-Accel-Buffering", "no")
                        .body(export.of(found.id(), viewer.id(), wanted).map(buffers::wrap)));
    }
}
